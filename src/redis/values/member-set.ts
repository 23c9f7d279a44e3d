/** Members, each once. */
import { asInteger } from './numbers.ts'
import { ScanMap } from './scan-map.ts'

/** As long as all are whole numbers, and no more than so many, Redis keeps them sorted. */
const MOST_INTEGERS = 512

/** The value of a key that is a set. */
export class MemberSet {
  readonly kind = 'set'
  readonly #members = new ScanMap<true>()
  #hasOthers = false

  constructor(members: Iterable<string> = []) {
    for (const member of members) this.add(member)
  }

  get size(): number {
    return this.#members.size
  }

  /** How Redis stores it. */
  get encoding(): string {
    return this.#hasOthers ? 'hashtable' : 'intset'
  }

  has(member: string): boolean {
    return this.#members.has(member)
  }

  /** @returns whether it is new */
  add(member: string): boolean {
    const isNew = this.#members.set(member, true)
    this.#hasOthers ||= this.#members.size > MOST_INTEGERS || asInteger(member) === undefined
    return isNew
  }

  /** @returns whether it was there */
  delete(member: string): boolean {
    return this.#members.delete(member)
  }

  /** All of them: numbers by size, others in the order in which they were added. */
  members(): string[] {
    const all = [...this.#members.keys()]
    return this.#hasOthers ? all : all.sort((a, b) => Number(BigInt(a) - BigInt(b)))
  }

  scan(after: number, count: number): ReturnType<ScanMap<true>['scan']> {
    if (!this.#hasOthers) return { keys: this.members(), next: 0 }
    return this.#members.scan(after, count)
  }

  draw(random: () => number): string | undefined {
    return this.#members.draw(random)
  }

  /** The same, for another key. */
  copy(): MemberSet {
    return new MemberSet(this.#members.keys())
  }
}
