/** Which part of a run a question is about. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { inPlace } from '../kernel/in-place.ts'
import { quote } from '../kernel/quantity.ts'
import { isRecord } from '../kernel/schema.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../kernel/units.ts'
import type { SlotRange } from './grid.ts'
import { type FaultPeriod, type FaultRecord, PLANNED } from './fault-record.ts'
import type { Recording } from './recording.ts'

/** A fault, by the sentence that declares it. */
export type FaultLike = {
  /** The sentence that declares the fault. */
  toString(): string
}

/**
 * A part of a run. By default all of it, and what is drained after the load has ended, too; each of
 * these ends with the load at the latest. Say no more than one.
 */
export type Window = {
  /** From one moment to another, the second not included. */
  readonly between?: readonly [from: Duration, to: Duration] | undefined
  /** While a fault was in force, every time that it was, up to the end of the load. */
  readonly during?: FaultLike | undefined
  /**
   * From when a fault was in force for the last time up to the end of the load; of a change, from
   * when it was first made.
   */
  readonly after?: FaultLike | undefined
}

/** What a question says of when, without whose numbers it is about. */
export const windowIn = ({ between, during, after }: Window): Window => ({
  between,
  during,
  after,
})

/** Whether only a part of a run is meant. */
export const isPart = (window: Window): boolean =>
  Object.values(windowIn(window)).some(part => part !== undefined)

/** A part of a run in milliseconds and in slots of its recording. */
export type Span = {
  readonly fromMs: Ms
  /** Infinity for the whole run, of which everything to its end counts. */
  readonly toMs: Ms
  /** How much of the time from one to the other does not count, since nothing was in force. */
  readonly betweenMs: Ms
  readonly slots: SlotRange
}

/** How much time a part of a run is that ended at a moment, in milliseconds. */
export const lengthOf = ({ fromMs, toMs, betweenMs }: Span, endedAt: Ms): Ms =>
  Math.min(toMs, endedAt) - fromMs - betweenMs

/**
 * Finds the part of a run that is meant.
 *
 * @throws UsageError for a moment that is no edge of the recording's grid, a fault the run did not
 * have, or more than one window
 */
export function spanOf(recording: Recording, window: Window = {}): Span {
  const { between, during, after } = window
  if ([between, during, after].filter(part => part !== undefined).length > 1) {
    const fix = 'give one of between, during and after'
    throw new UsageError({ what: 'a question is about one part of the run', fix })
  }
  if (between !== undefined) return betweenMoments(recording, between)
  if (during !== undefined) return duringFault(recording, faultsNamed(recording, during))
  if (after !== undefined) return afterOf(recording, after)
  return { fromMs: 0, toMs: Infinity, betweenMs: 0, slots: recording.grid.range(0, Infinity) }
}

/**
 * Two moments, the earlier one first, in milliseconds.
 *
 * @throws UsageError for what is none
 */
export function momentsOf(between: Window['between']): readonly [fromMs: Ms, toMs: Ms] {
  const fix = "write between: ['60s', '90s'], the earlier moment first"
  if (!Array.isArray(between) || between.length !== 2) {
    throw new UsageError({ what: `${quote(between)} is not two moments`, where: 'between', fix })
  }
  const [from, to] = between as readonly [Duration, Duration]
  const [fromMs, toMs] = inPlace('between', () => [durationMs(from), durationMs(to)] as const)
  if (fromMs < toMs) return [fromMs, toMs]
  const what = `nothing is between ${exactDuration(fromMs)} and ${exactDuration(toMs)}`
  throw new UsageError({ what, where: 'between', fix })
}

function betweenMoments(recording: Recording, between: Window['between']): Span {
  const [fromMs, toMs] = momentsOf(between)
  const { horizonMs } = recording.grid
  if (toMs <= horizonMs) return span(recording, fromMs, toMs)
  const what = `the run ends at ${exactDuration(horizonMs)}, before ${exactDuration(toMs)}`
  throw new UsageError({ what, where: 'between', fix: withinRun(fromMs, horizonMs) })
}

/** What may be written in place of a window that reaches behind the end of the run. */
function withinRun(fromMs: Ms, endMs: Ms): string {
  if (fromMs >= endMs) return 'ask for an earlier part, or simulate for longer'
  const [from, end] = [exactDuration(fromMs), exactDuration(endMs)]
  return `write between: ['${from}', '${end}'], or simulate for longer`
}

/** A window ends where the load does, if not before: what is drained then is part of no window. */
function span({ grid }: Recording, fromMs: Ms, untilMs: Ms): Span {
  const toMs = Math.min(untilMs, grid.horizonMs)
  return { fromMs, toMs, betweenMs: 0, slots: grid.range(fromMs, toMs) }
}

/** No time at all: a fault that never came was never in force, nor is anything after it. */
const never: Span = { fromMs: 0, toMs: 0, betweenMs: 0, slots: { from: 0, to: 0 } }

/** All the times that any fault was in force. */
export const spanInFaults = (recording: Recording): Span => duringFault(recording, recording.faults)

/** All the times a fault was in force; where those of several replicas overlap, once. */
function duringFault(recording: Recording, faults: readonly FaultRecord[]): Span {
  const { horizonMs } = recording.grid
  const periods = faults.flatMap(fault => fault.periods).filter(({ from }) => from < horizonMs)
  const spans = merged(periods.sort((a, b) => a.from - b.from)).map(({ from, until }) =>
    span(recording, from, until),
  )
  return spans.reduceRight<Span | undefined>(joined, undefined) ?? never
}

function joined(later: Span | undefined, span: Span): Span {
  if (later === undefined) return span
  const betweenMs = later.betweenMs + later.fromMs - span.toMs
  return { ...span, toMs: later.toMs, betweenMs, slots: { ...span.slots, next: later.slots } }
}

type Period = Pick<FaultPeriod, 'from' | 'until'>

function merged(periods: readonly Period[]): Period[] {
  const all: Period[] = []
  for (const { from, until } of periods) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until)
    else all.push({ from, until })
  }
  return all
}

/** After a fault is when it is over; after a change, when it has been made. */
function afterOf(recording: Recording, after: FaultLike): Span {
  const named = faultsNamed(recording, after)
  if (!recording.changes.includes(named[0])) return afterFault(recording, named)
  const from = Math.min(...named.map(change => change.from))
  return from < recording.grid.horizonMs ? span(recording, from, Infinity) : never
}

function afterFault(recording: Recording, faults: readonly FaultRecord[]): Span {
  const { horizonMs } = recording.grid
  const periods = faults.flatMap(fault => fault.periods)
  const until = periods.reduce((last, period) => Math.max(last, period.until), 0)
  if (periods.length === 0) return never
  if (until < horizonMs) return span(recording, until, Infinity)
  if (periods.every(({ began }) => began !== PLANNED)) return never
  throw new UsageError({
    what: `nothing is after ${faults[0].fault}: it lasts to the end of the run`,
    where: 'after',
    fix: 'end the fault earlier, or simulate for longer',
  })
}

/** Faults that are declared by the same sentence are one to whoever asks. */
function faultsNamed(recording: Recording, fault: FaultLike): FaultRecord[] {
  const sentence = sentenceOf(fault)
  const all = [...recording.faults, ...recording.changes]
  const found = all.filter(record => record.fault === sentence)
  if (found.length > 0) return found
  const names = all.map(record => record.fault)
  throw new UsageError({
    what: `this run had no fault ${sentence ?? quote(fault)}`,
    fix:
      names.length === 0
        ? 'it had none at all: give it to simulate, faults: [ … ]'
        : didYouMean(sentence, names),
  })
}

/** A text, or what has a sentence of its own to say; a list has none but those in it. */
function sentenceOf(fault: unknown): string | undefined {
  if (typeof fault === 'string') return fault
  if (!isRecord(fault)) return undefined
  const says: unknown = Reflect.get(fault, 'toString')
  if (typeof says !== 'function' || says === Object.prototype.toString) return undefined
  const said: unknown = Reflect.apply(says, fault, [])
  return typeof said === 'string' ? said : undefined
}
