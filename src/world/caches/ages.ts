/** How entries of a cache age: until when one is good, and what it is worth after that. */
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { AgesData } from '../../declare/data.ts'
import type { Entry } from './entries.ts'

/** What a cache has to say about a key. */
export const Found = {
  /** Nothing. */
  Miss: 0,
  /** The answer. */
  Fresh: 1,
  /** An answer that is good, but will not be for long: a new one is fetched behind it. */
  Due: 2,
  /** An answer that is good, but chance says that this asker is to fetch a new one. */
  Early: 3,
  /** An answer too old to serve, unless no new one can be had. */
  Spare: 4,
  /** That there was no answer lately, and why. */
  Failure: 5,
  /** An old answer to serve, while a new one is fetched. */
  Stale: 6,
} as const

/** Whether that is an answer to serve. */
export const isAnswer = (found: number): boolean =>
  found === Found.Fresh || found === Found.Due || found === Found.Early || found === Found.Stale

/** The ages of the entries of one caller. */
export class Ages {
  readonly #data: AgesData
  readonly #keptMs: Ms
  readonly #chance: Chance

  constructor(data: AgesData, chance: Chance) {
    this.#data = data
    this.#keptMs = Math.max(data.staleForMs, data.staleIfErrorMs)
    this.#chance = chance
  }

  /** Dates an entry that is filled now. */
  date(entry: Entry, now: Ms, fillMs: Ms): void {
    entry.reason = 0
    entry.fillMs = fillMs
    entry.freshUntil = now + this.#lifeMs()
    entry.keptUntil = entry.freshUntil + this.#keptMs
  }

  /** What an entry that is still kept is worth. */
  judge({ freshUntil, fillMs, reason }: Entry, now: Ms): number {
    const { staleForMs, aheadMs, beta } = this.#data
    if (reason !== 0) return Found.Failure
    if (now >= freshUntil) return now < freshUntil + staleForMs ? Found.Stale : Found.Spare
    if (beta > 0 && now + fillMs * beta * this.#eagerness() >= freshUntil) return Found.Early
    return aheadMs > 0 && now >= freshUntil - aheadMs ? Found.Due : Found.Fresh
  }

  /** Between ttl (1 - spread) and ttl (1 + spread), evenly. */
  #lifeMs(): Ms {
    const { ttlMs, spread } = this.#data
    return spread === 0 ? ttlMs : ttlMs * (1 + spread * (2 * this.#chance.next() - 1))
  }

  /** -ln(u), u from (0, 1]: XFetch's, 1 on average. */
  #eagerness(): number {
    return -Math.log(1 - this.#chance.next())
  }
}
