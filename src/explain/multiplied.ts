/** What makes more of the load on the way down: retries, cache misses, calls without a limit. */
import { callIn, calmCall, calmComponent, type Case, componentIn, meanOf } from './case.ts'
import { cacheBehind, callerOf, callsTo, canFail, patienceOf } from './topology.ts'
import type { Mechanism } from './diagnosis.ts'
import type { Finding, Walk } from './walk.ts'

/** So many times as many attempts, or misses, as usual. */
const MANY_ATTEMPTS = 1.3
const MANY_MISSES = 1.5

/** As busy as it can be. */
const BUSY = 0.9

/** A call that is tried again, and how often for each call. */
export type Repeated = { readonly call: string; readonly attempts: number }

/** The calls on the way that were tried again more often than usual, the most often first. */
export function repeatedOn(one: Case, path: readonly string[]): readonly Repeated[] {
  return path
    .map(call => ({ call, attempts: attemptsEach(callIn(one, call)), usual: usualOf(one, call) }))
    .filter(({ attempts, usual }) => attempts > usual * 1.1)
    .sort((a, b) => b.attempts - a.attempts)
}

/** Whether most of the attempts beyond the calls are hedges. */
export function isHedged(one: Case, call: string): boolean {
  const { issued, attempts, counts } = callIn(one, call)
  return (counts['hedges sent'] ?? 0) > (attempts.issued - issued) / 2
}

type Tried = { readonly issued: number; readonly attempts: { readonly issued: number } }

const attemptsEach = ({ issued, attempts }: Tried): number =>
  issued === 0 ? 1 : Math.max(1, attempts.issued / issued)

const usualOf = (one: Case, call: string): number => {
  const calm = calmCall(one, call)
  return calm === undefined ? 1 : attemptsEach(calm)
}

/** How many times as many misses as usual a call fetches for each request of its caller. */
export function missesTimes(one: Case, call: string): number {
  if (cacheBehind(one.run, call) === undefined) return 1
  const [calm, usual] = [calmCall(one, call), calmComponent(one, callerOf(call))?.issued ?? 0]
  const asked = componentIn(one, callerOf(call)).issued
  if (calm === undefined || usual === 0 || asked === 0) return 1
  return callIn(one, call).issued / asked / (Math.max(1, calm.issued) / usual)
}

/** What made more of the load where too much of it arrived, or waits for what has no end. */
export function multiplying(one: Case, { path, end }: Walk): readonly Finding[] {
  const isWaiting = waiting.includes(end.mechanism) && !isAskedMore(one, end)
  const endless = isWaiting ? withoutLimit(one, path) : undefined
  const waits: Finding[] =
    endless === undefined ? [] : [{ place: endless, mechanism: 'no time-out' }]
  return [...(crowding.includes(end.mechanism) ? moreLoad(one, path, end) : []), ...waits]
}

/** Where it ends so, there may be too much load; where it ends so, callers wait. */
const crowding: readonly Mechanism[] = ['slow work', 'overload', 'slow network']
const waiting: readonly Mechanism[] = [...crowding, 'down', 'lost answers']

/** All it has is busy with more than usual: callers that wait for it are no cause of that. */
function isAskedMore(one: Case, { place, mechanism }: Finding): boolean {
  if (mechanism !== 'overload') return false
  const [{ issued, utilisation }, calm] = [componentIn(one, place), calmComponent(one, place)]
  return calm !== undefined && utilisation > BUSY && issued > MANY_ATTEMPTS * calm.issued
}

function moreLoad(one: Case, path: readonly string[], end: Finding): Finding[] {
  const found: Finding[] = []
  const [missing] = path
    .map(call => ({ call, times: missesTimes(one, call) }))
    .sort((a, b) => b.times - a.times)
  if (missing !== undefined && missing.times > MANY_MISSES) {
    found.push({ place: missing.call, mechanism: 'cache misses' })
  }
  const repeated = repeatedOn(one, path)
  const times = repeated.reduce((product, { attempts }) => product * attempts, 1)
  if (times > MANY_ATTEMPTS) {
    const [{ call }] = repeated
    found.push({ place: call, mechanism: isHedged(one, call) ? 'hedges' : 'retries' })
  } else found.push(...repeatedBeside(one, end))
  return found
}

/** Others ask the same component again and again: theirs is the load in which all wait. */
function repeatedBeside(one: Case, { place, mechanism }: Finding): Finding[] {
  if (mechanism !== 'overload') return []
  const [most] = repeatedOn(one, callsTo(one.run, place))
  if (most === undefined || most.attempts <= MANY_ATTEMPTS) return []
  return [{ place: most.call, mechanism: 'retries' }]
}

/** The call without a time limit that could do without its callee, or else the deepest. */
function withoutLimit(one: Case, path: readonly string[]): string | undefined {
  const { system } = one
  const endless = path.filter(
    call =>
      patienceOf(system, call) === Infinity &&
      system.data.parts.get(callerOf(call))?.kind !== 'clients' &&
      isWaitedFor(one, call),
  )
  return endless.find(call => canFail(system, call)) ?? endless.at(-1)
}

/** Longer than nearly all usually take, or without an end: who is refused at once does not wait. */
function isWaitedFor(one: Case, call: string): boolean {
  const { latency, unfinished } = callIn(one, call)
  const usual = calmCall(one, call)?.latency.p99
  return unfinished > 0 || usual === undefined || meanOf(latency) > usual
}
