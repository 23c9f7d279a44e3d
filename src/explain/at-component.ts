/** What can be seen at a component: it fails or takes long by itself, or by the calls it makes. */
import { lostInside, Reason, reasonText } from '../record/reason.ts'
import type { ComponentNumbers } from '../record/views.ts'
import { countOf } from './at-call.ts'
import {
  calmCall,
  calmComponent,
  callIn,
  type Case,
  componentIn,
  failedOf,
  meanOf,
  timeIn,
} from './case.ts'
import { isMostlyOut } from './ejections.ts'
import { calleeOf, callerOf, callsFrom, standInsOf } from './topology.ts'
import type { Finding, Sight } from './walk.ts'

/** A cause of fewer of the failures than this is not followed. */
const SOME = 0.3

/** Less of all requests than this have failed: what matters is how long they took. */
const FEW = 0.1

/** Work is slower by more than this share of what it is usually, and by more than a moment. */
const SLOWER = 0.2
const MOMENT = 0.5

/** As busy as it can be. */
const BUSY = 0.9

const textsOf = (...reasons: readonly number[]): ReadonlySet<string> =>
  new Set(reasons.map(reasonText))

const down = textsOf(Reason.Refused, Reason.Down, ...lostInside, Reason.Unreachable)
const used = textsOf(
  Reason.OutOfResource,
  Reason.TooManyFiles,
  Reason.TooManyConnections,
  Reason.NoPortLeft,
)
const crowded = textsOf(Reason.QueueFull, Reason.TooLate, Reason.Shed, Reason.LimitReached)

/** Where it goes on from a component. */
export function atComponent(one: Case, component: string): Sight {
  const suspect: Finding | undefined = isMostlyOut(one, component)
    ? { place: component, mechanism: 'ejection' }
    : undefined
  return { suspect, ...(byFailures(one, component) ?? byTime(one, component)) }
}

/** By what made requests fail; undefined where they were late, or too many. */
function byFailures(one: Case, component: string): Sight | undefined {
  const numbers = componentIn(one, component)
  const { reasons, causes, issued } = numbers
  const all = reasons.reduce((sum, { count }) => sum + count, 0)
  if (all <= FEW * issued) return undefined
  const [cause] = causes
  if (cause !== undefined && cause.count > SOME * all)
    return { next: lastResort(one, cause.because) }
  const most = all / 2
  const here = (mechanism: Finding['mechanism']): Sight => ({
    end: { place: component, mechanism },
  })
  if (countOf(reasons, used) > most)
    return { suspect: { place: component, mechanism: 'resource' }, ...here('resource') }
  if (countOf(reasons, down) > most) return here('down')
  if (countOf(reasons, crowded) > most) return undefined
  if (reasons[0].because === reasonText(Reason.NoReplica)) return here('ejection')
  return here('errors')
}

/** A call, or that to its stand-in where that has failed as well and is the more alive of both. */
function lastResort(one: Case, call: string): string {
  const caller = callerOf(call)
  const standIns = standInsOf(one.system, call)
    .map(callee => `${caller}->${callee}`)
    .filter(name => one.run.recording.calls.has(name) && failedOf(callIn(one, name)) > 0)
  const aliveIn = (name: string): number => {
    const { issued, outcomes } = callIn(one, name).attempts
    return issued === 0 ? 0 : outcomes.ok / issued
  }
  return standIns.reduce((best, next) => (aliveIn(next) > aliveIn(best) ? next : best), call)
}

/** By the time spent: a queue's time is that of the calls, or of the work, that held the slots. */
function byTime(one: Case, component: string): Sight {
  const numbers = componentIn(one, component)
  const calm = calmComponent(one, component)
  const [longest] = callsFrom(one.run, component)
    .map(call => ({ call, ms: excessOf(one, call, numbers) }))
    .sort((a, b) => b.ms - a.ms)
  const work = meanOf(numbers.working) - meanOf(calm?.working)
  const hasWorked = calm !== undefined && calm.issued > 0
  const isSlow = hasWorked
    ? work > SLOWER * meanOf(calm?.working) + MOMENT
    : calm !== undefined && isAtLeisure(numbers)
  if (isCrowded(numbers, calm, Math.max(work, longest?.ms ?? 0))) {
    return { end: { place: component, mechanism: 'overload' } }
  }
  if (longest !== undefined && longest.ms > Math.max(1, work)) return { next: longest.call }
  if (isSlow) {
    const mechanism = isAskedTooMuch(numbers, calm) ? 'overload' : 'slow work'
    return { end: { place: component, mechanism } }
  }
  if (meanOf(numbers.waiting) - meanOf(calm?.waiting) > 1) {
    return { end: { place: component, mechanism: 'overload' } }
  }
  return restOf(one, component, numbers)
}

/**
 * More came than usual, and waited: who held the slots held them hardly longer than usual.
 *
 * @param longer how much longer that was
 */
function isCrowded(
  { issued, waiting }: ComponentNumbers,
  calm: ComponentNumbers | undefined,
  longer: number,
): boolean {
  if (calm === undefined || issued <= calm.issued * (1 + SLOWER)) return false
  const usual = meanOf(calm.latency) - meanOf(calm.waiting)
  return longer < SLOWER * usual && meanOf(waiting) - meanOf(calm.waiting) > longer
}

/**
 * Even at its usual pace it could not do what it is asked for, which has grown by more than the
 * work of each: where the share of its longer operations has grown, that is no slowness of its own.
 */
function isAskedTooMuch(
  { issued, working }: ComponentNumbers,
  calm: ComponentNumbers | undefined,
): boolean {
  if (calm === undefined || calm.issued === 0) return false
  const more = issued / calm.issued
  return calm.utilisation * more >= 1 && more > meanOf(working) / meanOf(calm.working)
}

/** What is not asked as a rule has slots left and spends its time on work: it is slow itself. */
const isAtLeisure = ({ utilisation, working, waiting }: ComponentNumbers): boolean =>
  utilisation < BUSY && meanOf(working) > meanOf(waiting)

/** How much longer a call took than usual, for each request of its caller. */
function excessOf(one: Case, call: string, caller: ComponentNumbers): number {
  const calm = calmComponent(one, call.slice(0, call.indexOf('->')))
  const usual = timeIn(one, calmCall(one, call)) / Math.max(1, calm?.issued ?? 0)
  return timeIn(one, callIn(one, call)) / Math.max(1, caller.issued) - usual
}

/** Neither slower nor waiting: a few failures are all there is, if there is anything. */
function restOf(
  one: Case,
  component: string,
  { reasons, causes, outcomes }: ComponentNumbers,
): Sight {
  const [cause] = causes
  if (cause !== undefined) return { next: cause.because }
  const failing = callsFrom(one.run, component).find(call => callIn(one, call).reasons.length > 0)
  if (reasons.length > 0) {
    const mechanism = countOf(reasons, down) > 0 ? 'down' : 'errors'
    return { end: { place: component, mechanism } }
  }
  if (outcomes.incorrect > 0) {
    const wrong = callsFrom(one.run, component).find(call => incorrectIn(one, call) > 0)
    const end = { place: component, mechanism: 'errors' } as const
    return wrong === undefined ? { end } : { next: wrong }
  }
  if (failing !== undefined && calleeOf(failing) !== component) return { next: failing }
  return {}
}

const incorrectIn = (one: Case, call: string): number => callIn(one, call).outcomes.incorrect
