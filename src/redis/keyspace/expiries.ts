/** When keys expire, the earliest first. */

type Due = { readonly at: number; readonly key: string }

/**
 * A heap of times. A key whose time was changed is in it more than once: who takes it out asks
 * whether the time still holds.
 */
export class Expiries {
  #heap: Due[] = []

  get size(): number {
    return this.#heap.length
  }

  /** The earliest time; Infinity if there is none. */
  get earliest(): number {
    return this.#heap[0]?.at ?? Infinity
  }

  add(key: string, at: number): void {
    this.#heap.push({ at, key })
    this.#rise(this.#heap.length - 1)
  }

  /** Takes out the key of the earliest time. */
  take(): Due | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (last === undefined || this.#heap.length === 0) return first
    this.#heap[0] = last
    this.#sink(0)
    return first
  }

  /** Forgets what does not hold any more. */
  keepOnly(holds: (due: Due) => boolean): void {
    const kept = this.#heap.filter(holds)
    this.#heap = []
    for (const due of kept) this.add(due.key, due.at)
  }

  clear(): void {
    this.#heap = []
  }

  #rise(start: number): void {
    let at = start
    while (at > 0) {
      const parent = (at - 1) >>> 1
      if (!this.#isBefore(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(start: number): void {
    let at = start
    for (;;) {
      const left = 2 * at + 1
      if (left >= this.#heap.length) return
      const right = left + 1
      const least = right < this.#heap.length && this.#isBefore(right, left) ? right : left
      if (!this.#isBefore(least, at)) return
      this.#swap(at, least)
      at = least
    }
  }

  /** By time, then by name, so that the order is the same whatever came before. */
  #isBefore(a: number, b: number): boolean {
    const [left, right] = [this.#heap[a], this.#heap[b]]
    return left.at < right.at || (left.at === right.at && left.key < right.key)
  }

  #swap(a: number, b: number): void {
    ;[this.#heap[a], this.#heap[b]] = [this.#heap[b], this.#heap[a]]
  }
}
