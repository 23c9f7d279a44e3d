/**
 * Latency histograms that keep every slot of time apart. Of each bin that is in use its least value
 * is kept, and how many are equal to it. Only what was seen has a page, so a histogram that was
 * never used costs nothing and a long run costs no more than a short one.
 */
import type { Ms } from '../kernel/units.ts'
import { BITS_LEFT, BITS_LOST, BITS_MORE, float, HIGH, LAST_PLACE, LOW, words } from './bins.ts'
import { type SlotRange, slotsIn } from './grid.ts'
import { type Bin, Histogram, joined } from './histogram.ts'

/** A page holds a quarter of an octave: what is seldom seen takes little room. */
const PAGE_BITS = 5
const PAGE_BINS = 1 << PAGE_BITS

/**
 * A page says what it holds and which is the slot's next; then come two words for each bin. The
 * first is how many values it holds, and above these 16 bits how many of them are its least one.
 * The second is how far that lies below the end of the bin: so what is empty can be all zeros.
 */
const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + 2 * PAGE_BINS
const FIRST_WORDS = 1 << 16
const HALF = 16
const MOST = 0xffff

/** From 1 ns to 500,000 years are 64 octaves; quarters that share a place have a page each. */
const ROW = 64 << (7 - PAGE_BITS)
const noRow = new Int32Array(0)

/** The pages of all histograms of a recording, in one array: no object for a page, no collector. */
export class PageStore {
  words = new Int32Array(FIRST_WORDS)
  #end = 1
  /** What was in a bin before it was full and began anew, by the place of its words. */
  readonly #full = new Map<number, Bin>()

  /** Takes a page; its first two words say what it holds and name the slot's next. */
  take(quarter: number, next: number): number {
    const page = this.#end
    this.#end += PAGE_WORDS
    if (this.#end > this.words.length) this.#grow()
    this.words[page] = quarter
    this.words[page + 1] = next
    return page
  }

  /** What is in the bin of two words. */
  binAt(at: number): Bin {
    const [counts, room] = [this.words[at], this.words[at + 1]]
    const bin = { count: counts & MOST, least: LAST_PLACE - room, atLeast: counts >>> HALF }
    const before = this.#full.get(at)
    return before === undefined ? bin : joined(before, bin)
  }

  /** Puts what is in a bin aside: it begins anew. */
  putAside(at: number): void {
    this.#full.set(at, this.binAt(at))
    this.words[at] = 0
    this.words[at + 1] = 0
  }

  #grow(): void {
    const grown = new Int32Array(Math.ceil(this.words.length * 1.5))
    grown.set(this.words)
    this.words = grown
  }
}

/** A histogram for each slot of a time grid. */
export class SlotHistogram {
  readonly #store: PageStore
  readonly #slots: number
  /** The first page of each slot. */
  #heads: Int32Array | null = null
  /** The pages of the slot last used, each where its bins lead: so none has to be looked for. */
  #row: Int32Array = noRow
  #rowSlot = -1

  constructor(store: PageStore, slots: number) {
    this.#store = store
    this.#slots = slots
  }

  /** Counts a value of milliseconds, 0 or more. */
  record(slot: number, value: Ms): void {
    float[0] = value
    const high = words[HIGH]
    const bin = high >>> BITS_LEFT
    const quarter = bin >>> PAGE_BITS
    const place = ((high & HIGH_PLACES) << BITS_MORE) | (words[LOW] >>> BITS_LOST)
    if (slot !== this.#rowSlot) this.#turnTo(slot)
    let page = this.#row[quarter & (ROW - 1)]
    if (page === 0 || this.#store.words[page] !== quarter) page = this.#findPage(slot, quarter)
    const at = page + PAGE_HEADER + 2 * (bin & (PAGE_BINS - 1))
    if ((this.#store.words[at] & MOST) === MOST) this.#store.putAside(at)
    count(this.#store.words, at, LAST_PLACE - place)
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

  #turnTo(slot: number): void {
    if (this.#heads === null) {
      this.#heads = new Int32Array(this.#slots)
      this.#row = new Int32Array(ROW)
    }
    this.#rowSlot = slot
    this.#row.fill(0)
    const { words: pages } = this.#store
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      this.#row[pages[page] & (ROW - 1)] = page
    }
  }

  #findPage(slot: number, quarter: number): number {
    const heads = this.#heads as Int32Array
    const { words: pages } = this.#store
    let page = heads[slot]
    while (page !== 0 && pages[page] !== quarter) page = pages[page + 1]
    if (page === 0) heads[slot] = page = this.#store.take(quarter, heads[slot])
    this.#row[quarter & (ROW - 1)] = page
    return page
  }

  #collect(slot: number, bins: Map<number, Bin>): void {
    if (this.#heads === null) return
    const pages = this.#store.words
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      for (let sub = 0; sub < PAGE_BINS; sub++) {
        const at = page + PAGE_HEADER + 2 * sub
        if (pages[at] === 0) continue
        const bin = pages[page] * PAGE_BINS + sub
        const [known, found] = [bins.get(bin), this.#store.binAt(at)]
        bins.set(bin, known === undefined ? found : joined(known, found))
      }
    }
  }
}

/** The bits of a float's upper word that belong to the place. */
const HIGH_PLACES = (1 << BITS_LEFT) - 1

/**
 * Counts a value in the bin of two words, by how much room it leaves below the end of the bin.
 * There are no branches, which chance would lead astray: `nearer` is -1 for a new least value,
 * `equal` is 1 for one that is the least again.
 */
function count(pages: Int32Array, at: number, room: number): void {
  const most = pages[at + 1]
  const counts = pages[at]
  const less = most - room
  const nearer = less >> 31
  const equal = 1 + ((less | -less) >> 31)
  const atLeast = ((counts >>> HALF) & ~nearer) + equal - nearer
  pages[at] = ((counts & MOST) + 1) | (atLeast << HALF)
  pages[at + 1] = most - (less & nearer)
}
