/**
 * Something that comes into force and goes again, a fault or a change: as often as it has to, and
 * on the record.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import type { FaultPeriod, FaultRecord } from '../../record/fault-record.ts'
import type { World } from '../../world/world.ts'

/** When a period ends, if that is known; and why it begins and ends. */
export type Beginning = {
  readonly untilMs: Ms
  readonly began: string
  readonly ended?: string
}

/** What happens when it comes into force, and when it is over. */
export type Edges = {
  begin(now: Ms): void
  end(now: Ms): void
}

/** Brings one fault, or one change, into force and out of it. */
export class Injection {
  readonly #world: World
  readonly #record: FaultRecord
  readonly #edges: Edges
  readonly #replica: string | null
  readonly #begins: Alarm<() => void>
  readonly #ends: Alarm<FaultPeriod>
  readonly #turns: { readonly end: number; readonly begin: number }
  #now: FaultPeriod | null = null
  #endedAt: Ms = Number.NEGATIVE_INFINITY

  /** @param replica where each fails by itself */
  constructor(world: World, record: FaultRecord, edges: Edges, replica: string | null = null) {
    const { agenda } = world
    this.#world = world
    this.#record = record
    this.#edges = edges
    this.#replica = replica
    this.#begins = new Alarm(agenda, act => act())
    this.#ends = new Alarm(agenda, period => {
      if (this.#now === period) this.end(period.ended)
    })
    // Taken now, so that faults come before all else that happens at the same time.
    this.#turns = { end: agenda.takeTurn(), begin: agenda.takeTurn() }
  }

  get isInForce(): boolean {
    return this.#now !== null
  }

  /** Whether it came into force before a moment, and still is. */
  hasBegunBefore(now: Ms): boolean {
    return this.#now !== null && this.#now.from < now
  }

  /** When it last ended. */
  get endedAt(): Ms {
    return this.#endedAt
  }

  /** Does something at a time, before all else that happens then. */
  at(time: Ms, act: () => void): void {
    this.#begins.setInTurn(time, this.#turns.begin, act)
  }

  begin({ untilMs, ...why }: Beginning): void {
    const { recording, agenda } = this.#world
    const { now } = agenda
    const record = this.#record
    const whose = this.#replica === null ? {} : { replica: this.#replica }
    const period: FaultPeriod = { from: now, until: untilMs, ...why, ...whose }
    recording.cut(now)
    record.periods.push(period)
    record.from = Math.min(record.from, now)
    record.until = record.periods.length === 1 ? untilMs : Math.max(record.until, untilMs)
    this.#now = period
    this.#edges.begin(now)
    if (untilMs < Infinity) this.#ends.setInTurn(untilMs, this.#turns.end, period)
  }

  /** @param because why, if it ends before its time */
  end(because?: string): void {
    const { recording, agenda } = this.#world
    const { now } = agenda
    if (this.#now === null) return
    const period = this.#now
    const record = this.#record
    recording.cut(now)
    // Only a fault that strikes as a whole can end before its time: no other period is later.
    if (period.until > now) record.until = now
    period.until = now
    if (because !== undefined) period.ended = because
    this.#now = null
    this.#endedAt = now
    this.#edges.end(now)
  }
}
