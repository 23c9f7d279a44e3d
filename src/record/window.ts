/** Which part of a run a question is about. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../kernel/units.ts'
import type { SlotRange } from './grid.ts'
import type { FaultRecord, Recording } from './recording.ts'

/** A fault, by the sentence that declares it. */
export type FaultLike = { toString(): string }

/** A part of a run; by default all of it. Say no more than one of these. */
export type Window = {
  /** From one moment to another, the second not included. */
  readonly between?: readonly [from: Duration, to: Duration] | undefined
  /** While a fault was in force. */
  readonly during?: FaultLike | undefined
  /** From the end of a fault on. */
  readonly after?: FaultLike | undefined
}

/** A part of a run in milliseconds and in slots of its recording. */
export type Span = {
  readonly fromMs: Ms
  /** Infinity when everything to the end counts. */
  readonly toMs: Ms
  readonly slots: SlotRange
}

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
  if (during !== undefined) {
    const { from, until } = faultNamed(recording, during)
    return span(recording, from, until)
  }
  if (after !== undefined) return afterFault(recording, faultNamed(recording, after))
  return span(recording, 0, Infinity)
}

function betweenMoments(recording: Recording, moments: readonly [Duration, Duration]): Span {
  if (!Array.isArray(moments) || moments.length !== 2) {
    const what = `${quote(moments)} is not two moments`
    throw new UsageError({ what, where: 'between', fix: "write between: ['60s', '90s']" })
  }
  const [from, to] = moments
  const [fromMs, toMs] = [durationMs(from), durationMs(to)]
  const { horizonMs } = recording.grid
  if (toMs > horizonMs) {
    const what = `the run ends at ${exactDuration(horizonMs)}, before ${exactDuration(toMs)}`
    throw new UsageError({ what, where: 'between', fix: 'ask for a part of the run' })
  }
  if (fromMs < toMs) return span(recording, fromMs, toMs)
  throw new UsageError({
    what: `nothing is between ${exactDuration(fromMs)} and ${exactDuration(toMs)}`,
    where: 'between',
    fix: 'write two moments, the earlier one first',
  })
}

/** What lies beyond the horizon is one slot, so a window that reaches there takes all of it. */
function span(recording: Recording, fromMs: Ms, toMs: Ms): Span {
  const { grid } = recording
  const end = toMs >= grid.horizonMs ? Infinity : toMs
  const start = Math.min(fromMs, grid.horizonMs)
  return { fromMs, toMs: end, slots: grid.range(start, end) }
}

function afterFault(recording: Recording, { fault, until }: FaultRecord): Span {
  const { horizonMs } = recording.grid
  if (until < horizonMs) return span(recording, until, Infinity)
  throw new UsageError({
    what: `nothing is after ${fault}: it lasts to the end of the run`,
    where: 'after',
    fix: 'end the fault earlier, or simulate for longer',
  })
}

function faultNamed(recording: Recording, fault: FaultLike): FaultRecord {
  const found = recording.faults.find(record => record.fault === `${fault}`)
  if (found !== undefined) return found
  const names = recording.faults.map(record => record.fault)
  throw new UsageError({
    what: `this run had no fault ${fault}`,
    fix: names.length === 0 ? 'it had none at all' : didYouMean(`${fault}`, names),
  })
}
