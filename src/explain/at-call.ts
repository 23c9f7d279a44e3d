/** What can be seen at a call: its caller's own policies turn it away, or the way there fails. */
import { isOnTheWay, Reason, reasonText, reasonTexts } from '../record/reason.ts'
import type { CallNumbers, ComponentNumbers, Reasons } from '../record/views.ts'
import {
  calmCall,
  calmComponent,
  callIn,
  type Case,
  componentIn,
  failedOf,
  timeIn,
} from './case.ts'
import { calleeOf, callerOf, callsFrom, policiesOf } from './topology.ts'
import type { Sight } from './walk.ts'

/** The greater part. */
const MOST = 0.5

/** So many attempts without an answer are no chance. */
const MANY = 0.3

/** So few of the attempts that fail say nothing of the others. */
const FEW = 0.1

const breakers = textsOf(Reason.BreakerOpen, Reason.BreakerHalfOpen)
const limits = textsOf(
  Reason.RateLimited,
  Reason.BulkheadFull,
  Reason.WaitedTooLong,
  Reason.LimitReached,
  Reason.Throttled,
  Reason.NoConnection,
)
const onTheWay = reasonTexts(isOnTheWay)
const untrusted = textsOf(Reason.Untrusted)

function textsOf(...reasons: readonly number[]): ReadonlySet<string> {
  return new Set(reasons.map(reasonText))
}

/** How many failed for one of these reasons. */
export const countOf = (reasons: Reasons, among: ReadonlySet<string>): number =>
  reasons.reduce((sum, { because, count }) => sum + (among.has(because) ? count : 0), 0)

/** What stands in the way of a call, before its callee has any part in it. */
export function atCall(one: Case, call: string): Sight {
  const numbers = callIn(one, call)
  const most = Math.max(1, MOST * failedOf(numbers))
  if (countOf(numbers.reasons, onTheWay) > most) {
    const isRefused = countOf(numbers.reasons, untrusted) > most
    return { end: { place: call, mechanism: isRefused ? 'errors' : 'lost answers' } }
  }
  if (countOf(numbers.reasons, breakers) > most) {
    const suspect = { place: call, mechanism: 'open breaker' } as const
    return numbers.attempts.issued === 0 ? { suspect, end: suspect } : { suspect }
  }
  if (countOf(numbers.reasons, limits) > most || isHeldAtGates(one, call, numbers)) {
    const next = holderOf(one, call)
    return { suspect: { place: call, mechanism: "caller's limit" }, next }
  }
  if (isLost(one, call, numbers)) return { end: { place: call, mechanism: 'lost answers' } }
  return isLongOnTheWay(one, call, numbers)
    ? { end: { place: call, mechanism: 'slow network' } }
    : {}
}

/** Most of what it took longer than usual it has waited at its caller's own limits. */
function isHeldAtGates(one: Case, call: string, numbers: CallNumbers): boolean {
  const held = numbers.limits.reduce((sum, { totalMs }) => sum + totalMs, 0)
  const excess = timeIn(one, numbers) - timeIn(one, calmCall(one, call))
  const served = eachIn(one, componentIn(one, calleeOf(call))) * numbers.attempts.issued
  return held > MOST * Math.max(excess, 0) && held > served
}

/** Of the calls that share its pool, the one that held it longest; undefined when it did itself. */
export function holderOf(one: Case, call: string): string | undefined {
  const poolOf = (name: string): string | undefined =>
    policiesOf(one.system, name).find(({ bulkhead }) => bulkhead?.pool !== undefined)?.bulkhead
      ?.pool
  const pool = poolOf(call)
  if (pool === undefined) return undefined
  const peers = callsFrom(one.run, callerOf(call)).filter(name => poolOf(name) === pool)
  const longest = peers.reduce((a, b) => (heldBy(one, b) > heldBy(one, a) ? b : a), call)
  return longest === call ? undefined : longest
}

/** How long a call held its place, without what it waited for it. */
function heldBy(one: Case, call: string): number {
  const numbers = callIn(one, call)
  const waited = numbers.limits.reduce((sum, { totalMs }) => sum + totalMs, 0)
  return Math.max(0, timeIn(one, numbers) - waited)
}

/** No answer came, though the callee has answered in time, or was never asked. */
function isLost(one: Case, call: string, numbers: CallNumbers): boolean {
  const { attempts, latency } = numbers
  const without = attempts.outcomes.timeout + attempts.outcomes.cancelled + attempts.unfinished
  if (without <= MANY * attempts.issued) return false
  const callee = componentIn(one, calleeOf(call))
  if (callee.reasons.length > 0 && callee.outcomes.ok === 0) return false
  const asked = callsTo(one, calleeOf(call))
  const came = callee.issued
  const isQuick = (callee.latency.p99 ?? 0) < (latency.p99 ?? Infinity) / 2
  const isAnswering = callee.outcomes.ok + callee.outcomes.degraded > MOST * callee.issued
  const neverCame = asked - came > MANY * asked
  return neverCame || (isQuick && isAnswering)
}

/** Attempts of all calls to a component. */
function callsTo(one: Case, component: string): number {
  const names = [...one.run.recording.calls.keys()].filter(name => calleeOf(name) === component)
  return names.reduce((sum, name) => sum + callIn(one, name).attempts.issued, 0)
}

/** How long one of them took. */
const eachIn = (one: Case, numbers: ComponentNumbers | undefined): number =>
  timeIn(one, numbers) / Math.max(1, numbers?.issued ?? 0)

/** Most of what it took longer than usual it was neither held up nor at the callee. */
function isLongOnTheWay(one: Case, call: string, numbers: CallNumbers): boolean {
  const { issued, outcomes, unfinished } = numbers.attempts
  if (issued - unfinished - outcomes.ok > FEW * issued || unfinished > FEW * issued) return false
  const excess = timeIn(one, numbers) - timeIn(one, calmCall(one, call))
  const callee = calleeOf(call)
  const longer = eachIn(one, componentIn(one, callee)) - eachIn(one, calmComponent(one, callee))
  const atCallee = longer * numbers.attempts.issued
  return one.hasCalm && excess > 0 && excess - atCallee > MOST * excess && excess > numbers.issued
}
