/** How many requests of one call went from which zone to which, where there are several. */
import { Counters } from './counters.ts'
import type { SlotRange } from './grid.ts'

/** Requests from one zone to another, or to the same. */
export type ZonePairNumbers = {
  /** The zone of the caller's replica; empty when it stands nowhere. */
  readonly from: string
  /** The zone of the callee's replica. */
  readonly to: string
  /** Single attempts that were sent this way. */
  readonly attempts: number
}

/** Where the requests of a call went. */
export type ZoneNumbers = {
  /** Each pair of zones that requests went between, the own zone included. */
  readonly pairs: readonly ZonePairNumbers[]
  /** The share of the requests that left the zone of who sent them, 0 to 1; undefined for none. */
  readonly crossing: number | undefined
}

/** Counts requests by pairs of zones. */
export class ZoneMeter {
  readonly #counters: Counters<number>
  readonly #to: readonly string[]

  /**
   * @param from the zones of the caller
   * @param to the zones of the callee
   */
  constructor(
    readonly from: readonly string[],
    to: readonly string[],
    slots: number,
  ) {
    this.#to = to
    this.#counters = new Counters(slots)
  }

  /** One went from a zone of the caller to one of the callee, by their places. */
  count(from: number, to: number, slot: number): void {
    this.#counters.add(from * this.#to.length + to, slot)
  }

  /** What was counted in some slots. */
  over(range: SlotRange): ZonePairNumbers[] {
    return [...this.#counters.sums(range)].map(([pair, attempts]) => ({
      from: this.from[Math.floor(pair / this.#to.length)],
      to: this.#to[pair % this.#to.length],
      attempts,
    }))
  }

  /** What a digest reads. */
  toJSON(): unknown {
    return this.#counters
  }
}

/** Where requests of some calls together went; null where all is in one zone. */
export function zoneNumbers(meters: readonly ZoneMeter[], range: SlotRange): ZoneNumbers | null {
  if (meters.length === 0) return null
  const sums = new Map<string, ZonePairNumbers>()
  for (const pair of meters.flatMap(meter => meter.over(range))) {
    const name = JSON.stringify([pair.from, pair.to])
    const attempts = pair.attempts + (sums.get(name)?.attempts ?? 0)
    sums.set(name, { ...pair, attempts })
  }
  const pairs = [...sums.values()]
  const all = pairs.reduce((sum, { attempts }) => sum + attempts, 0)
  const away = pairs.reduce((sum, { from, to, attempts }) => sum + (from === to ? 0 : attempts), 0)
  return { pairs, crossing: all === 0 ? undefined : away / all }
}
