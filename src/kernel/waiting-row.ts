/**
 * Those who wait, each for a moment of its own, in the order of these moments. They stand in a
 * ring, as the time-outs of a `Lane` do, so that who is first is known without looking.
 */
import type { Ms } from './units.ts'

const FIRST_PLACES = 8

/** A row whose head is due first; whoever stands in it may leave from any place. */
export class WaitingRow<Who extends object> {
  /** The number of each: one more than that of whoever came before. */
  readonly #numbers = new Map<Who, number>()
  #whos: (Who | null)[] = new Array<null>(FIRST_PLACES).fill(null)
  #dueAts = new Float64Array(FIRST_PLACES)
  /** The number of the first who has not left, and the next that is given. */
  #head = 0
  #end = 0

  /** How many wait. */
  get size(): number {
    return this.#numbers.size
  }

  /** When the head is due; Infinity when nobody waits. */
  get dueAt(): Ms {
    if (this.#head === this.#end) return Infinity
    return this.#dueAts[this.#head & (this.#whos.length - 1)]
  }

  /** Stands at the end. @param dueAt not before that of anybody who stands there already */
  add(who: Who, dueAt: Ms): void {
    if (this.#end - this.#head === this.#whos.length) this.#grow()
    const place = this.#end & (this.#whos.length - 1)
    this.#whos[place] = who
    this.#dueAts[place] = dueAt
    this.#numbers.set(who, this.#end++)
  }

  /** @returns false if it was not there */
  remove(who: Who): boolean {
    const number = this.#numbers.get(who)
    if (number === undefined) return false
    const mask = this.#whos.length - 1
    this.#numbers.delete(who)
    this.#whos[number & mask] = null
    while (this.#head < this.#end && this.#whos[this.#head & mask] === null) this.#head++
    return true
  }

  /** Takes out the head of a row that is not empty. */
  shift(): Who {
    const head = this.#whos[this.#head & (this.#whos.length - 1)] as Who
    this.remove(head)
    return head
  }

  #grow(): void {
    const { length } = this.#whos
    const whos = new Array<Who | null>(length * 2).fill(null)
    const dueAts = new Float64Array(length * 2)
    for (let number = this.#head; number < this.#end; number++) {
      const [before, after] = [number & (length - 1), number & (length * 2 - 1)]
      whos[after] = this.#whos[before]
      dueAts[after] = this.#dueAts[before]
    }
    this.#whos = whos
    this.#dueAts = dueAts
  }
}
