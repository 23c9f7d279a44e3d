/**
 * Latency histograms that keep every slot of time apart. Of each bin that is in use its least value
 * is kept, and how many are equal to it. Only what was seen has a page, so a histogram that was
 * never used costs nothing and a long run costs no more than a short one.
 */
import type { Ms } from '../kernel/units.ts'
import { binOf, placeBitsOf, placeOfLast } from './bins.ts'
import { type SlotRange, slotsIn } from './grid.ts'
import { type Bin, Histogram } from './histogram.ts'
import type { PageStore } from './page-store.ts'

/** A histogram for each slot of a time grid. */
export class SlotHistogram {
  readonly #store: PageStore
  readonly #slots: number
  /** Where the first page of each slot is told; 0 until there is one. */
  #heads = 0

  constructor(store: PageStore, slots: number) {
    this.#store = store
    this.#slots = slots
  }

  /** Counts so many values of milliseconds, more than 0, each in its slot. */
  record(slots: Int32Array, values: Float64Array, count: number): void {
    const { bins } = this.#store
    if (this.#heads === 0 && count > 0) this.#heads = this.#store.take(this.#slots)
    const heads = this.#store.words
    for (let i = 0; i < count; ) {
      const slot = slots[i]
      const head = this.#heads + slot
      bins.turnTo(heads[head])
      for (; i < count && slots[i] === slot; i++) {
        const bin = binOf(values[i])
        const bits = placeBitsOf(bin)
        bins.count(bin, placeOfLast(bits), bits)
      }
      heads[head] = bins.first
    }
  }

  /**
   * The values of some slots, as one histogram that answers questions.
   *
   * @param zeros how many values of 0 there are besides
   * @param longest the longest of them all
   */
  over(range: SlotRange, zeros: number, longest: Ms): Histogram {
    const bins = new Map<number, Bin>()
    if (zeros > 0) bins.set(0, { count: zeros, least: 0, atLeast: zeros })
    for (const slot of slotsIn(range)) this.#collect(slot, bins)
    return new Histogram(bins, longest)
  }

  /** Slot by slot, the bins in rising order with their counts: what a digest reads. */
  *entries(): Generator<[slot: number, bins: [number, number][]]> {
    for (let slot = 0; slot < this.#slots; slot++) {
      const bins = new Map<number, Bin>()
      this.#collect(slot, bins)
      const counts = [...bins].map(([bin, { count }]): [number, number] => [bin, count])
      if (bins.size > 0) yield [slot, counts.sort(([a], [b]) => a - b)]
    }
  }

  #collect(slot: number, bins: Map<number, Bin>): void {
    if (this.#heads === 0) return
    this.#store.bins.collect(this.#store.words[this.#heads + slot], bins)
  }
}
