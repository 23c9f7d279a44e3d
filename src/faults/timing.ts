/**
 * When a fault is in force: at a time, at random, or while something holds; for how long, and how
 * much of the traffic it touches. Plain data, and the words that say it.
 */
import { exactDuration, type Ms } from '../kernel/units.ts'
import { conditionSentence } from './condition.ts'
import type { ConditionData } from './condition-data.ts'

/** When a fault is in force and how much of the traffic it touches. */
export type Timing = {
  /** Not before this. */
  readonly atMs: Ms
  /** Infinity for good. Of one that begins by a condition or periodically: how long each time. */
  readonly forMs: Ms
  /** How long it takes to come to its full strength. */
  readonly rampMs: Ms
  /** The share of requests, or of replicas for a crash, that it touches, 0 to 1. */
  readonly share: number
  /** It begins whenever this holds. */
  readonly when?: When
  /** It ends when this holds. */
  readonly until?: ConditionData
  /** It comes and goes by chance. */
  readonly randomly?: Randomly
  /** It comes and goes periodically. */
  readonly every?: Periodic
  /** The chance that a run has it at all, if that is not certain. */
  readonly probability?: number
}

/** By which condition a fault begins. */
export type When = {
  /** The condition by which it begins. */
  readonly condition: ConditionData
  /** So long after the condition came to hold. */
  readonly afterMs: Ms
  /** Not again before so long after its end. */
  readonly cooldownMs: Ms
  /** At this time it ends, and does not begin again; Infinity for never. */
  readonly untilMs: Ms
  /** Once begun it stays, whether or not the condition goes on holding. */
  readonly forever: boolean
  /** It begins no more than once. */
  readonly once: boolean
}

/** By which chance a fault comes and goes. */
export type Randomly = {
  /** The mean time from the end of one to the beginning of the next (MTBF). */
  readonly everyMs: Ms
  /** The mean time that one lasts (MTTR). */
  readonly forMs: Ms
  /** Each lasts exactly so long. */
  readonly exactly: boolean
  /**
   * `'replica'`: every replica of the target has a schedule of its own; `'oneReplica'`: each time
   * it strikes one of them, by chance.
   */
  readonly each: 'target' | 'replica' | 'oneReplica'
}

/** With which period a fault comes and goes. */
export type Periodic = {
  /** From one beginning to the next. */
  readonly everyMs: Ms
  /** At this time it ends, and does not begin again; Infinity for never. */
  readonly untilMs: Ms
  /** `'oneReplica'`: each time it strikes one replica of the target, by chance. */
  readonly each: 'target' | 'oneReplica'
}

/** A timing as JSON holds it, where for good is null. */
export type TimingData = Omit<Timing, 'forMs' | 'when' | 'every'> & {
  /** How long it lasts; null for good. */
  readonly forMs: Ms | null
  /** It begins whenever this holds. */
  readonly when?: Omit<When, 'untilMs'> & {
    /** When it ends and does not begin again; null for never. */
    readonly untilMs: Ms | null
  }
  /** It comes and goes periodically. */
  readonly every?: Omit<Periodic, 'untilMs'> & {
    /** When it ends and does not begin again; null for never. */
    readonly untilMs: Ms | null
  }
}

/** From the start of the run to its end, for all requests. */
export const always: Timing = Object.freeze({ atMs: 0, forMs: Infinity, rampMs: 0, share: 1 })

/** Whether it is in force exactly while the condition holds by which it begins. */
export const lastsWhile = ({ when, until, forMs }: Timing): boolean =>
  when !== undefined && !when.forever && until === undefined && forMs === Infinity

/** When it ends at the latest, in milliseconds; Infinity if never. */
export const endsByMs = ({ atMs, forMs, when, every }: Timing): Ms =>
  (when ?? every)?.untilMs ?? atMs + forMs

/** A timing without Infinity, which JSON does not know. */
export function timingData(timing: Timing): TimingData {
  const { when, every, ...others } = timing
  return {
    ...others,
    forMs: orNull(timing.forMs),
    ...(when && { when: { ...when, untilMs: orNull(when.untilMs) } }),
    ...(every && { every: { ...every, untilMs: orNull(every.untilMs) } }),
  }
}

const orNull = (ms: Ms): Ms | null => (ms === Infinity ? null : ms)

/** The words of a sentence that say when: `.at('1m').for('30s')`. */
export function timingWords(timing: Timing): string {
  const { atMs, rampMs, share, probability, randomly, every } = timing
  const words = [
    `.at(${time(atMs)})`,
    every && `.every(${periodWords(every)})`,
    ...lengthWords(timing),
    randomly && `.randomly(${randomWords(randomly)})`,
    probability !== undefined && `.withProbability(${probability})`,
    rampMs > 0 && `.ramp(${time(rampMs)})`,
    share < 1 && `.share(${share})`,
  ]
  return words.filter(Boolean).join('')
}

function lengthWords(timing: Timing): (string | false)[] {
  const { forMs, when, until, randomly, every } = timing
  const isForever = when?.forever ?? (until ?? randomly ?? every) === undefined
  const length = forMs < Infinity ? `.for(${time(forMs)})` : isForever && '.forever()'
  return [
    when !== undefined && `.when(${whenWords(when)})`,
    length,
    until !== undefined && `.until(${conditionSentence(until)})`,
    endOf(when ?? every),
    when !== undefined && when.once && '.once()',
  ]
}

const endOf = ({ untilMs } = { untilMs: Infinity }): string | false =>
  untilMs < Infinity && `.until(${time(untilMs)})`

function whenWords({ condition, afterMs, cooldownMs }: When): string {
  const options = [
    afterMs > 0 && `after: ${time(afterMs)}`,
    cooldownMs > 0 && `cooldown: ${time(cooldownMs)}`,
  ].filter(Boolean)
  const words = options.length > 0 ? [`{ ${options.join(', ')} }`] : []
  return [conditionSentence(condition), ...words].join(', ')
}

function randomWords({ everyMs, forMs, exactly, each }: Randomly): string {
  const options = [
    `every: ${time(everyMs)}`,
    `for: ${time(forMs)}`,
    exactly && 'exactly: true',
    each !== 'target' && `each: '${each}'`,
  ]
  return `{ ${options.filter(Boolean).join(', ')} }`
}

const periodWords = ({ everyMs, each }: Periodic): string =>
  time(everyMs) + (each === 'target' ? '' : `, { each: '${each}' }`)

const time = (ms: Ms): string => `'${exactDuration(ms)}'`
