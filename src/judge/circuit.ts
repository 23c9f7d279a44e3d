/** Did the circuit breaker of a call open, and soon enough? */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { isOver } from '../kernel/rounding.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { OutcomeCounts } from '../record/outcome.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { CircuitRule, CircuitTransition } from '../record/recording.ts'
import { failuresOf } from '../record/failures.ts'
import { callNames } from '../record/lookup.ts'
import type { Run } from '../record/run.ts'
import { spanOf, type Window } from '../record/window.ts'
import { nothingCame } from './availability.ts'
import { type TimeSeries, courseOf } from './course.ts'
import { firstFaultMs, idleFaults } from './faults.ts'
import { belowMost } from './margin.ts'
import { judged, unknown, type Verdict } from './verdict.ts'

/** When a breaker is to have opened. */
export type CircuitGoal = Window & {
  /** No later than this, in milliseconds from the origin. */
  readonly withinMs?: Ms | undefined
}

/** From when on `within` counts: the beginning of the window, of the first fault, or of the run. */
export type Origin = { readonly is: 'window' | 'fault' | 'run'; readonly atMs: Ms }

/** The numbers behind a verdict on a circuit breaker. */
export type CircuitEvidence = {
  readonly call: string
  readonly rules: readonly CircuitRule[]
  readonly origin: Origin
  readonly withinMs: Ms | undefined
  /** When it first opened in the part of the run that is meant, in time or not. */
  readonly openedMs: Ms | undefined
  /** Every change of state in the whole run. */
  readonly transitions: readonly CircuitTransition[]
  /** Single attempts in that part, and how they ended. */
  readonly attempts: { readonly issued: number; readonly outcomes: OutcomeCounts }
  /** When the first attempt failed, from the origin on; undefined if none did. */
  readonly firstFailedMs: Ms | undefined
  /** Failed attempts, slot by slot. */
  readonly course: TimeSeries
  readonly idleFaults: readonly FaultRecord[]
}

/**
 * Judges whether a breaker opened: in a window, or within a time from the first fault on (from the
 * start of the run if there is none).
 *
 * @param run a finished run
 * @param call the call it guards
 * @param goal when it is to have opened; by default at any time
 * @returns unknown when there was no such call to guard, or none in time, or when it stood open
 *          already and so could not open
 * @throws UsageError when the call has no breaker
 */
export function judgeCircuit(
  run: Run,
  call: string,
  { withinMs, ...window }: CircuitGoal = {},
): Verdict<CircuitEvidence> {
  const served = run.availability({ on: call, ...window })
  const rules = rulesOf(run, call)
  const origin = originOf(run, window, withinMs)
  const transitions = run.recording.transitions.filter(change => isOf(change.call, call))
  const openedMs = firstOpening(transitions, origin.atMs, spanOf(run.recording, window).toMs)
  if (openedMs === undefined && served === undefined) {
    return unknown(nothingCame({ on: call, ...window }))
  }
  if (openedMs === undefined && isOpenAt(rules, transitions, origin.atMs)) {
    return unknown(`the breaker of ${call} stood open already when that part of the run began`)
  }
  const tookMs = openedMs === undefined ? undefined : openedMs - origin.atMs
  const holds = tookMs !== undefined && !isOver(tookMs, withinMs ?? Infinity)
  if (!holds && withinMs !== undefined && !isTried(run, call, origin.atMs, withinMs)) {
    return unknown(`no call ${call} was made within ${exactDuration(withinMs)}`)
  }
  const isTimed = tookMs !== undefined && withinMs !== undefined
  const margin = isTimed ? belowMost(tookMs, withinMs, 'ms') : undefined
  return judged({ holds, margin }, () => {
    const known = { call, rules, origin, withinMs, openedMs, transitions }
    return evidenceOf(run, known, window)
  })
}

type Known = Pick<
  CircuitEvidence,
  'call' | 'rules' | 'origin' | 'withinMs' | 'openedMs' | 'transitions'
>

function evidenceOf(run: Run, known: Known, window: Window): CircuitEvidence {
  const { call, origin } = known
  const course = courseOf(run, window, part => failedOf(run.on(call, part).attempts.outcomes))
  return {
    ...known,
    attempts: run.on(call, window).attempts,
    firstFailedMs: firstFailed(run, call, origin.atMs),
    course,
    idleFaults: idleFaults(run),
  }
}

/** Whether anything was asked in so much time, or had been and failed then; a slot is whole. */
function isTried({ recording }: Run, call: string, fromMs: Ms, lengthMs: Ms): boolean {
  const { calls, grid } = recording
  const last = grid.slotOf(fromMs + lengthMs)
  const slots = { from: grid.slotOf(fromMs), to: Math.min(last + 1, grid.slots) }
  const attempts = callNames(calls, call).flatMap(name => calls.get(name)?.attempts ?? [])
  return attempts.some(counts => counts.issued(slots) > 0) || failuresOf(attempts, slots).count > 0
}

function firstFailed({ recording }: Run, call: string, fromMs: Ms): Ms | undefined {
  const { calls, grid } = recording
  const attempts = callNames(calls, call).flatMap(name => calls.get(name)?.attempts ?? [])
  const { firstMs } = failuresOf(attempts, { from: grid.slotOf(fromMs), to: grid.slots })
  return firstMs < Infinity ? firstMs : undefined
}

/** A call named without an operation stands for those with one. */
const isOf = (name: string, call: string): boolean => name === call || name.startsWith(`${call}.`)

const firstOpening = (
  transitions: readonly CircuitTransition[],
  fromMs: Ms,
  toMs: Ms,
): Ms | undefined =>
  transitions.find(({ to, at }) => to === 'open' && at >= fromMs && at < toMs)?.at

/** A breaker counts every answer that is none: errors, time-outs, refusals. */
const failedOf = ({ error, timeout, rejected }: OutcomeCounts): number => error + timeout + rejected

const exampleRule = "{ consecutive: 5, openFor: '5s' }"

/** A call named without an operation may have several, each with a breaker of its own. */
function rulesOf(run: Run, call: string): CircuitRule[] {
  const { circuits } = run.recording
  const names = [...circuits.keys()].filter(name => isOf(name, call))
  if (names.length > 0) return names.flatMap(name => circuits.get(name) as CircuitRule[])
  const callee = call.split('->').at(-1)
  const others = [...circuits.keys()]
  const declare = `give the call one: call('${callee}', { breaker: ${exampleRule} })`
  throw new UsageError({
    what: `the call "${call}" has no circuit breaker that could open`,
    where: 'toTripCircuit',
    fix: others.length === 0 ? declare : `${declare}; or ${didYouMean(call, others)}`,
  })
}

function originOf(run: Run, window: Window, withinMs: Ms | undefined): Origin {
  const { between, during, after } = window
  if (between !== undefined || during !== undefined || after !== undefined) {
    return { is: 'window', atMs: spanOf(run.recording, window).fromMs }
  }
  const faultMs = withinMs === undefined ? undefined : firstFaultMs(run)
  return faultMs === undefined ? { is: 'run', atMs: 0 } : { is: 'fault', atMs: faultMs }
}

/** Replicas have breakers of their own; one that is open is enough. */
function isOpenAt(
  rules: readonly CircuitRule[],
  transitions: readonly CircuitTransition[],
  now: Ms,
): boolean {
  if (rules.some(rule => rule.mode === 'isolated')) return true
  const state = new Map<string, string>()
  for (const { at, call, replica, to } of transitions) {
    if (at < now) state.set(`${call}#${replica}`, to)
  }
  return [...state.values()].includes('open')
}
