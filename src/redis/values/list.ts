/** Strings in a row, taken from both ends. */

/** Which end of a list. */
export type End = 'left' | 'right'

/** The value of a key that is a list. */
export class List {
  readonly kind = 'list'
  readonly encoding = 'quicklist'
  items: string[]

  constructor(items: string[] = []) {
    this.items = items
  }

  get size(): number {
    return this.items.length
  }

  push(end: End, text: string): void {
    if (end === 'left') this.items.unshift(text)
    else this.items.push(text)
  }

  pop(end: End): string | undefined {
    return end === 'left' ? this.items.shift() : this.items.pop()
  }

  /** The same, for another key. */
  copy(): List {
    return new List([...this.items])
  }
}
