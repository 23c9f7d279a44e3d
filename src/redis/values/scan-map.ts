/** A map that can be walked in steps while it changes, and of which one can be drawn. */

type Slot<Value> = {
  readonly key: string
  value: Value
  /** Rises with every key that is added; where a walk has come to. */
  readonly serial: number
  gone: boolean
}

/**
 * Keeps the order in which keys were added, and a row of them by rising numbers, so that a walk
 * says how far it came by one number: what is there from its beginning to its end is met once,
 * whatever else comes and goes.
 */
export class ScanMap<Value> {
  readonly #slots = new Map<string, Slot<Value>>()
  #row: Slot<Value>[] = []
  #nextSerial = 1

  get size(): number {
    return this.#slots.size
  }

  has(key: string): boolean {
    return this.#slots.has(key)
  }

  get(key: string): Value | undefined {
    return this.#slots.get(key)?.value
  }

  /** @returns whether the key is new */
  set(key: string, value: Value): boolean {
    const slot = this.#slots.get(key)
    if (slot !== undefined) {
      slot.value = value
      return false
    }
    const added = { key, value, serial: this.#nextSerial++, gone: false }
    this.#slots.set(key, added)
    this.#row.push(added)
    return true
  }

  /** @returns whether it was there */
  delete(key: string): boolean {
    const slot = this.#slots.get(key)
    if (slot === undefined) return false
    this.#slots.delete(key)
    slot.gone = true
    // What is gone stays in the row until it is half of it: each is then moved but once or so.
    if (this.#row.length > 2 * this.#slots.size + 16) {
      this.#row = this.#row.filter(each => !each.gone)
    }
    return true
  }

  keys(): IterableIterator<string> {
    return this.#slots.keys()
  }

  *values(): IterableIterator<Value> {
    for (const slot of this.#slots.values()) yield slot.value
  }

  *entries(): IterableIterator<[string, Value]> {
    for (const slot of this.#slots.values()) yield [slot.key, slot.value]
  }

  /**
   * The next keys of a walk.
   *
   * @param after how far the walk has come: 0 at first, then what was returned
   * @returns `next`, which is 0 when all have been met
   */
  scan(after: number, count: number): { readonly keys: string[]; readonly next: number } {
    const keys: string[] = []
    let at = this.#placeAfter(after)
    for (; at < this.#row.length && keys.length < count; at++) {
      if (!this.#row[at].gone) keys.push(this.#row[at].key)
    }
    return { keys, next: at < this.#row.length ? this.#row[at - 1].serial : 0 }
  }

  /** One key, all being as likely; undefined if there are none. */
  draw(random: () => number): string | undefined {
    if (this.#slots.size === 0) return undefined
    let at = Math.floor(random() * this.#row.length)
    // Half of the row is there, or nearly so: sixty draws do not fail.
    for (let tries = 0; tries < 60 && this.#row[at].gone; tries++) {
      at = Math.floor(random() * this.#row.length)
    }
    return (this.#row[at].gone ? this.#slots.values().next().value : this.#row[at])?.key
  }

  #placeAfter(serial: number): number {
    let [from, to] = [0, this.#row.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.#row[middle].serial <= serial) from = middle + 1
      else to = middle
    }
    return from
  }
}
