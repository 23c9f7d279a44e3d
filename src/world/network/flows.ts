/** The messages under way with equal limits and equal weights, by what they still need. */
import type { Parcel } from './parcel.ts'

/**
 * All of them are served at the same rate at any time, so one number tells how much service each
 * has had: a message that comes is done when that number has grown by its size. The one that needs
 * least stands first (a binary heap).
 */
export class Flows {
  /** The most that each may take, and what each gets now, in bits per millisecond. */
  readonly most: number
  rate = 0.5
  /** How many equal shares each gets. */
  readonly weight: number
  /** The service each has had that was there from the start, in bits. */
  served = 0.5
  readonly #heap: Parcel[] = []
  /** The sum of all tags. */
  #wanted = 0.5

  constructor(most: number, weight: number) {
    this.most = most
    this.weight = weight
    this.#restart()
  }

  get count(): number {
    return this.#heap.length
  }

  /** The one that will be done first; there is one. */
  get first(): Parcel {
    return this.#heap[0]
  }

  /** Bits that are still to be sent. */
  get bits(): number {
    return this.count === 0 ? 0 : this.#wanted - this.count * this.served
  }

  add(parcel: Parcel): void {
    parcel.tag = this.served + parcel.bits
    this.#wanted += parcel.tag
    this.#heap.push(parcel)
    this.#rise()
  }

  /** The first one is done, whatever rounding has left of it. */
  finishFirst(): Parcel {
    const { first } = this
    this.served = first.tag
    this.#wanted -= first.tag
    const last = this.#heap.pop() as Parcel
    if (last !== first) {
      this.#heap[0] = last
      this.#sink()
    }
    if (this.count === 0) this.#restart()
    return first
  }

  /** Numbers that only grow lose precision, so they begin anew when nothing is left. */
  #restart(): void {
    this.rate = 0
    this.served = 0
    this.#wanted = 0
  }

  #rise(): void {
    const heap = this.#heap
    let hole = heap.length - 1
    const parcel = heap[hole]
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (goesBefore(heap[parent], parcel)) break
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = parcel
  }

  #sink(): void {
    const heap = this.#heap
    const parcel = heap[0]
    let hole = 0
    for (let child = 1; child < heap.length; child = 2 * hole + 1) {
      if (child + 1 < heap.length && goesBefore(heap[child + 1], heap[child])) child++
      if (goesBefore(parcel, heap[child])) break
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = parcel
  }
}

const goesBefore = (a: Parcel, b: Parcel): boolean =>
  a.tag < b.tag || (a.tag === b.tag && a.turn < b.turn)
