/**
 * Hedging: the attempt of a call may consist of several calls of the site within, which race. The
 * first success ends the race; a failure ends it only when nobody else is left.
 */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import { Alarm } from '../../kernel/alarm.ts'
import { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import { Hedge, type HedgeOptions } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Call } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { CallSite } from './call-site.ts'
import type { Memory } from '../handling/component.ts'
import { NO_TICKET } from '../handling/task.ts'
import { codeOf, failureKind, isFailure, isGivenUp } from './verdicts.ts'

/** One call whose attempts race. Pooled. */
export class Race {
  /** Null when it is over. */
  call: Call | null = null
  hedge!: Hedge
  /** The first attempt, until its latency has been observed. */
  first: Call | null = null
  startedAt: Ms = 0.5
  /** How many attempts there were after the first. */
  hedges = 0
  /** When the next is due; an alarm set for another time is outdated. */
  dueAt: Ms = Infinity
  /** How many alarms still know it. */
  alarms = 0
  /** Its place in the lane, when the time between attempts is fixed. */
  ticket = NO_TICKET
}

/** Hedges the calls of one call site; each replica of the caller has a budget of its own. */
export class Hedges implements Memory, Actor<Race> {
  readonly #options: HedgeOptions
  readonly #within: CallSite
  readonly #log: CallLog
  readonly #agenda: Agenda
  /** For a fixed time between attempts; a percentile needs alarms. */
  readonly #lane: Lane<Race> | null
  readonly #alarm: Alarm<Race>
  readonly #byReplica: (Hedge | undefined)[] = []
  readonly #idle: Race[] = []

  /** @param within makes the attempts */
  constructor(options: HedgeOptions, within: CallSite, log: CallLog) {
    this.#options = options
    this.#within = within
    this.#log = log
    this.#agenda = within.wire.callee.agenda
    const { after } = options
    this.#lane = typeof after === 'number' ? new Lane<Race>(this.#agenda, after, this, 0) : null
    this.#alarm = new Alarm<Race>(this.#agenda, race => this.#rings(race))
  }

  /** The first attempt of a call. */
  begin(call: Call): void {
    const race = this.#idle.pop() ?? new Race()
    race.call = call
    race.hedge = this.#of(call)
    race.startedAt = this.#agenda.now
    race.hedges = 0
    call.race = race
    race.hedge.begin()
    this.#within.openWithin(call)
    race.first = call.inners[0]
    this.#arm(race)
  }

  /** An attempt has failed. @returns whether another still races, or has now begun */
  goesOn(call: Call, failed: Call, outcome: Outcome, reason: number): boolean {
    const race = call.race as Race
    if (failed === race.first) {
      race.first = null
      if (outcome === Outcome.Timeout) race.hedge.observe(this.#agenda.now - race.startedAt)
    }
    if (race.hedge.firesOn(failureKind(outcome, reason), codeOf(reason))) this.#next(race)
    return call.inners.length > 0
  }

  /** The race is over: somebody has won, nobody is left, or nobody waits any more. */
  over(call: Call, outcome: Outcome): void {
    const race = call.race as Race
    const hasLost = race.first === null || call.inners.includes(race.first)
    if (hasLost && !isFailure(outcome) && !isGivenUp(outcome)) {
      this.#log.count('hedges that won', call)
    }
    if (race.first !== null && outcome !== Outcome.Cancelled) {
      race.hedge.observe(this.#agenda.now - race.startedAt)
    }
    call.race = null
    race.call = null
    race.first = null
    this.#disarm(race)
    if (race.alarms === 0) this.#idle.push(race)
  }

  /** The fixed time between two attempts is up. */
  on(_due: number, race: Race): void {
    race.ticket = NO_TICKET
    this.#next(race)
  }

  /** A restarted process has observed nothing. */
  reset(replica: number): void {
    this.#byReplica[replica] = undefined
  }

  /** The next attempt is due in a time, if the latest may take only so long. */
  #arm(race: Race): void {
    if (race.hedges === race.hedge.most) return
    const delayMs = race.hedge.delayMs()
    if (delayMs === Infinity) return
    if (this.#lane !== null) {
      race.ticket = this.#lane.set(race)
      return
    }
    race.dueAt = this.#agenda.now + delayMs
    race.alarms++
    this.#alarm.set(race.dueAt, race)
  }

  #disarm(race: Race): void {
    race.dueAt = Infinity
    if (race.ticket !== NO_TICKET) this.#lane?.cancel(race.ticket)
    race.ticket = NO_TICKET
  }

  #rings(race: Race): void {
    race.alarms--
    if (race.call === null && race.alarms === 0) this.#idle.push(race)
    else if (race.dueAt === this.#agenda.now) this.#next(race)
  }

  /** One more attempt, if there may be one and the budget has it. */
  #next(race: Race): void {
    const call = race.call as Call
    this.#disarm(race)
    if (race.hedges === race.hedge.most) return
    if (!race.hedge.withdraw()) return this.#log.count('hedges over budget', call)
    race.hedges++
    this.#log.count('hedges sent', call)
    this.#within.openWithin(call)
    this.#arm(race)
  }

  #of({ parent }: Call): Hedge {
    const { index } = parent.replica
    return (this.#byReplica[index] ??= new Hedge(this.#options))
  }
}
