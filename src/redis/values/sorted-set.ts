/** Members with scores, in the order of scores, and of bytes where scores are equal. */
import { ScanMap } from './scan-map.ts'

/** A member and its score. */
export type Scored = { readonly member: string; readonly score: number }

/** Redis stores small sorted sets as one list; what has grown beyond stays a skip list. */
const SMALL = { members: 128, length: 64 } as const

/** The value of a key that is a sorted set. */
export class SortedSet {
  readonly kind = 'zset'
  readonly #scores = new ScanMap<number>()
  readonly #row: Scored[] = []
  #isSkipList = false

  constructor(members: Iterable<Scored> = []) {
    for (const { member, score } of members) this.set(member, score)
  }

  get size(): number {
    return this.#scores.size
  }

  /** How Redis stores it. */
  get encoding(): string {
    return this.#isSkipList ? 'skiplist' : 'listpack'
  }

  /** All, from the lowest; to be read only. */
  get row(): readonly Scored[] {
    return this.#row
  }

  score(member: string): number | undefined {
    return this.#scores.get(member)
  }

  set(member: string, score: number): void {
    const before = this.#scores.get(member)
    if (before === score) return
    if (before !== undefined) this.#row.splice(this.#placeOf({ member, score: before }), 1)
    const scored = { member, score }
    this.#row.splice(this.#placeOf(scored), 0, scored)
    this.#scores.set(member, score)
    this.#isSkipList ||= member.length > SMALL.length || this.#scores.size > SMALL.members
  }

  /** @returns whether it was there */
  delete(member: string): boolean {
    const score = this.#scores.get(member)
    if (score === undefined) return false
    this.#row.splice(this.#placeOf({ member, score }), 1)
    return this.#scores.delete(member)
  }

  /** How many come before it. */
  rank(member: string): number | undefined {
    const score = this.#scores.get(member)
    return score === undefined ? undefined : this.#placeOf({ member, score })
  }

  /** The place of the first for which this holds, given that it holds for all behind it. */
  firstWhere(holds: (scored: Scored) => boolean): number {
    let [from, to] = [0, this.#row.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (holds(this.#row[middle])) to = middle
      else from = middle + 1
    }
    return from
  }

  scan(after: number, count: number): ReturnType<ScanMap<number>['scan']> {
    if (!this.#isSkipList) return { keys: this.#row.map(({ member }) => member), next: 0 }
    return this.#scores.scan(after, count)
  }

  draw(random: () => number): string | undefined {
    return this.#scores.draw(random)
  }

  /** The same, for another key. */
  copy(): SortedSet {
    return new SortedSet(this.#row)
  }

  #placeOf({ member, score }: Scored): number {
    return this.firstWhere(
      other => other.score > score || (other.score === score && other.member >= member),
    )
  }
}
