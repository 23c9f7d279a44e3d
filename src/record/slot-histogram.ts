/**
 * Latency histograms that keep every slot of time apart. Of each bin that is in use its least value
 * is kept, and how many are equal to it. Only what was seen has a page, so a histogram that was
 * never used costs nothing and a long run costs no more than a short one.
 */
import type { Ms } from '../kernel/units.ts'
import { binOf, placeBitsOf, placeOfLast } from './bins.ts'
import type { EndsBook } from './ends.ts'
import { type SlotRange, slotsIn } from './grid.ts'
import { type Bin, Histogram, joined } from './histogram.ts'
import { unpacked, withOneMore } from './packed-bin.ts'
import { type Notes, type NotesSize, UsedArrays } from './used-arrays.ts'

/** A page holds an eighth of an octave: what is seldom seen takes little room. */
const PAGE_BITS = 4
const PAGE_BINS = 1 << PAGE_BITS

/** A page says what it holds and which is the slot's next; then comes a word for each bin. */
const PAGE_HEADER = 2
const PAGE_WORDS = PAGE_HEADER + PAGE_BINS
const FIRST_WORDS = 1 << 16

/** What cannot be packed into a word: its count, its least place, and how many are there. */
const WIDE_WORDS = 3

/** From 1 ns to 500,000 years are 64 octaves; eighths that share a place have a page each. */
const ROW = 64 << (7 - PAGE_BITS)
const noRow = new Int32Array(0)

/** Values that all logs together may hold back from their pages: of 12 bytes each. */
const MOST_NOTED_IN_ALL = 1 << 21

/** The pages of all histograms of a recording, in one array: no object for a page, no collector. */
export class PageStore {
  words: Int32Array
  /** Where times are kept by how and when they ended, too; null in a plain run. */
  book: EndsBook | null = null
  #end = 1
  #unnoted = MOST_NOTED_IN_ALL
  readonly #arrays: UsedArrays
  readonly #notes = new Set<Notes>()

  /** @param arrays where its own come from. Default: they are all made anew */
  constructor(arrays = new UsedArrays()) {
    this.#arrays = arrays
    this.words = arrays.words(FIRST_WORDS)
  }

  /** Room for a log of so many rows, in place of what it has outgrown. */
  notes(size: NotesSize, outgrown: Notes | null): Notes {
    const notes = this.#arrays.notes(size)
    this.#notes.add(notes)
    if (outgrown === null) return notes
    notes.times.set(outgrown.times)
    notes.slots.set(outgrown.slots)
    this.#notes.delete(outgrown)
    this.#arrays.takeNotes(outgrown)
    return notes
  }

  /** Hands on every array to the next recording: nobody may read anything of this one any more. */
  release(): void {
    for (const notes of this.#notes) this.#arrays.takeNotes(notes)
    this.#notes.clear()
    this.#arrays.takeWords(this.words, this.#end)
    this.words = noRow
  }

  /** @returns whether a log may hold back so many values more, before they come to their pages */
  grants(values: number): boolean {
    if (values > this.#unnoted) return false
    this.#unnoted -= values
    return true
  }

  /** Takes a page; its first two words say what it holds and name the slot's next. */
  take(eighth: number, next: number): number {
    const page = this.#room(PAGE_WORDS)
    this.words[page] = eighth
    this.words[page + 1] = next
    return page
  }

  /** Counts a value in the bin at a word. */
  count(at: number, place: number, bits: number): void {
    const word = this.words[at]
    if (word < 0) return this.#countWide(-word, place)
    const more = withOneMore(word, place, bits)
    if (more !== 0) this.words[at] = more
    else this.#countWide(this.#widen(at, bits), place)
  }

  /** What is in the bin at a word that is not 0. */
  binAt(at: number, bits: number): Bin {
    const word = this.words[at]
    if (word > 0) return unpacked(word, bits)
    const [count, least, atLeast] = this.words.subarray(-word, -word + WIDE_WORDS)
    return { count, least, atLeast }
  }

  /** Keeps a bin at length from now on: a word below 0 says where. */
  #widen(at: number, bits: number): number {
    const { count, least, atLeast } = unpacked(this.words[at], bits)
    const wide = this.#room(WIDE_WORDS)
    this.words[at] = -wide
    this.words[wide] = count
    this.words[wide + 1] = least
    this.words[wide + 2] = atLeast
    return wide
  }

  #countWide(wide: number, place: number): void {
    const { words } = this
    const further = place - words[wide + 1]
    if (words[wide]++ === 0 || further < 0) {
      words[wide + 1] = place
      words[wide + 2] = 1
    } else if (further === 0) {
      words[wide + 2]++
    }
  }

  #room(words: number): number {
    const first = this.#end
    this.#end += words
    if (this.#end > this.words.length) this.#grow()
    return first
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

  /** Counts so many values of milliseconds, more than 0, each in its slot. */
  record(slots: Int32Array, values: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const slot = slots[i]
      const bin = binOf(values[i])
      const bits = placeBitsOf(bin)
      const place = placeOfLast(bits)
      const eighth = bin >>> PAGE_BITS
      if (slot !== this.#rowSlot) this.#turnTo(slot)
      let page = this.#row[eighth & (ROW - 1)]
      if (page === 0) page = this.#addPage(slot, eighth)
      else if (this.#store.words[page] !== eighth) page = this.#findPage(slot, eighth)
      this.#store.count(page + PAGE_HEADER + (bin & (PAGE_BINS - 1)), place, bits)
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

  #addPage(slot: number, eighth: number): number {
    const heads = this.#heads as Int32Array
    const page = this.#store.take(eighth, heads[slot])
    heads[slot] = page
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  /** Where the row leads to a page of another octave. */
  #findPage(slot: number, eighth: number): number {
    const heads = this.#heads as Int32Array
    const { words: pages } = this.#store
    let page = heads[slot]
    while (page !== 0 && pages[page] !== eighth) page = pages[page + 1]
    if (page === 0) return this.#addPage(slot, eighth)
    this.#row[eighth & (ROW - 1)] = page
    return page
  }

  #collect(slot: number, bins: Map<number, Bin>): void {
    if (this.#heads === null) return
    const pages = this.#store.words
    for (let page = this.#heads[slot]; page !== 0; page = pages[page + 1]) {
      for (let sub = 0; sub < PAGE_BINS; sub++) {
        const at = page + PAGE_HEADER + sub
        if (pages[at] === 0) continue
        const bin = pages[page] * PAGE_BINS + sub
        const [known, found] = [bins.get(bin), this.#store.binAt(at, placeBitsOf(bin))]
        bins.set(bin, known === undefined ? found : joined(known, found))
      }
    }
  }
}
