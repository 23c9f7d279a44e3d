/** What a caller's own limits did: pools, breakers, kept connections, and what is finite. */
import { count } from '../kernel/count.ts'
import { counted, moment } from '../kernel/figures.ts'
import { formatMs } from '../kernel/units.ts'
import { Reason, reasonText } from '../record/reason.ts'
import { countOf, holderOf } from './at-call.ts'
import { callIn, type Case, componentIn, failedOf, lengthOf, meanOf } from './case.ts'
import { placesText, rateText, shareText } from './overload.ts'
import { slowedCalls } from './slowed.ts'
import { wholly, whollyAt } from './endings.ts'
import { calleeOf, callerOf, handlerOf, policiesOf } from './topology.ts'

const noneFree = reasonText(Reason.NoConnection)
const breakers = new Set([Reason.BreakerOpen, Reason.BreakerHalfOpen].map(reasonText))

/** A limit at which calls waited, or that turned them away. */
export function atLimit(one: Case, place: string, path: readonly string[]): readonly string[] {
  const { issued, limits } = callIn(one, place)
  const callee = calleeOf(place)
  const busy = `${callee} itself was ${shareText(componentIn(one, callee).utilisation)} busy`
  const [most] = limits
  const holder = holderOf(one, place)
  const limit = most?.limit ?? (holder === undefined ? undefined : poolText(one, holder))
  if (limit === undefined) return [connectionsText(one, place)]
  const eachMs = meanOf(componentIn(one, calleeOf(holder ?? place)).latency)
  const rate = (issued * 1_000) / lengthOf(one)
  const [need, each] = [placesText(rate, eachMs), formatMs(eachMs)]
  const told =
    holder === undefined
      ? `${place}: ${rateText(rate)} of ${each} need ${need} places, at its ${limit}`
      : `so ${holder}, ${each} a call${waitingText(path, holder)}, held all of the ${limit}`
  const shared = holder === undefined ? '' : ', which shares it,'
  if (most === undefined) return [told, `${turnedAwayText(one, place)}; ${busy}`]
  const waited = wholly(one, place).limits[0]?.waited ?? most.waited
  const long = `waited up to ${formatMs(most.longestMs)} there`
  return [told, `${counted(waited, 'call')} of ${place}${shared} ${long}; ${busy}`]
}

/** ` as it waits for warehouse`: what is behind the one that is called, on the way down. */
function waitingText(path: readonly string[], call: string): string {
  const behind = path.slice(path.indexOf(call) + 1).map(calleeOf)
  return path.includes(call) && behind.length > 0 ? ` as it waits for ${behind.join(', ')}` : ''
}

/** `bulkhead "http" of 12`, the pool that a call has its places of. */
function poolText({ system }: Case, call: string): string | undefined {
  const pools = policiesOf(system, call).map(({ bulkhead }) => bulkhead)
  const pool = pools.find(bulkhead => bulkhead?.pool !== undefined)
  return pool ? `bulkhead "${pool.pool}" of ${count(pool.limit)}` : undefined
}

/** `564 of 580 calls of api->orders found no place`, in all of the time that the goal is about. */
function turnedAwayText(one: Case, place: string): string {
  const { issued, outcomes } = wholly(one, place)
  const shared = holderOf(one, place) === undefined ? '' : ', which shares it,'
  const some = `${count(outcomes.rejected)} of ${counted(issued, 'call')} of ${place}`
  return `${some}${shared} found no place`
}

/** Connections that are kept, and refused to those that find none free. */
function connectionsText(one: Case, place: string): string {
  const { issued, reasons } = callIn(one, place)
  const kept = one.system.data.links.get(place)?.traffic?.connection?.most
  const rate = (issued * 1_000) / lengthOf(one)
  const [first] = reasons
  const some = `${count(first?.count ?? 0)} of ${counted(issued, 'call')}`
  if (first?.because !== noneFree || kept === undefined) {
    return `${place} turned away ${some} itself: ${first?.because ?? 'its limit was reached'}`
  }
  const eachMs = slowedCalls(one, place)?.ms ?? meanOf(componentIn(one, calleeOf(place)).latency)
  const need = `${placesText(rate, eachMs)} connections`
  return `${place}: ${rateText(rate)} of ${formatMs(eachMs)} need ${need}; ${count(kept)} are kept`
}

/** How often a breaker opened, and what it turned away beside what it let pass. */
export function atBreaker(one: Case, place: string, path: readonly string[]): readonly string[] {
  const { attempts } = callIn(one, place)
  const opened = one.run.recording.transitions.filter(
    ({ call, to, at }) => call === place && to === 'open' && at < one.spell.toMs,
  )
  const away = `turned away ${count(countOf(wholly(one, place).reasons, breakers))} calls`
  const ok = attempts.issued === 0 ? 0 : attempts.outcomes.ok / attempts.issued
  const [first] = opened
  const it = first === undefined ? `the breaker of ${place}` : 'it'
  const through =
    attempts.issued === 0
      ? `the breaker of ${place} let nothing pass: it ${away}`
      : `${it} ${away}; of those it let pass ${shareText(ok)} were answered`
  const between = behindText(one, place, path)
  if (first === undefined) return [...between, through]
  const times = opened.length === 1 ? 'once' : `${count(opened.length)} times, first`
  const why = `at ${moment(first.at)}: ${first.because}`
  return [...between, `the breaker of ${place} opened ${times} ${why}`, through]
}

/** `so payments, which calls bank, failed 20 of 136 requests`: from the cause to the breaker. */
function behindText(one: Case, place: string, path: readonly string[]): string[] {
  const next = path[path.indexOf(place) + 1]
  const callee = calleeOf(place)
  const { issued, outcomes, unfinished } = componentIn(one, callee)
  const failed = failedOf({ issued, outcomes, unfinished })
  if (!path.includes(place) || next === undefined || failed === 0) return []
  const some = `${count(failed)} of ${counted(issued, 'request')}`
  return [`so ${callee}, which calls ${calleeOf(next)}, failed ${some}`]
}

/** What is finite in a component, used up. */
export function atResource(one: Case, place: string): readonly string[] {
  const { resources } = componentIn(one, place)
  const denied = Object.entries(resources).filter(
    ([name, { denied }]) => denied > 0 && name !== 'memory',
  )
  return denied.map(([name, { size, peak, denied }]) => {
    const most = `${count(Math.round(peak))} of ${count(size)} ${name}`
    return `${place} had up to ${most} in use, and refused ${counted(denied, 'request')}`
  })
}

const TOO_MANY = '429'

/** Whether a component has turned requests away by a rate limit of its own. */
export const isLimited = ({ system }: Case, component: string, because: string): boolean =>
  because === TOO_MANY && (handlerOf(system, component)?.rateLimit ?? null) !== null

/** `the rate limit of api turned away 276 of 510: 241 of crawlers, 35 of shoppers`. */
export function limitedText(one: Case, component: string): string {
  const { issued, reasons } = whollyAt(one, component)
  const all = countOf(reasons, new Set([TOO_MANY]))
  const calls = [...one.run.recording.calls.keys()].filter(name => calleeOf(name) === component)
  const each = calls
    .map(call => ({ call, many: countOf(wholly(one, call).reasons, new Set([TOO_MANY])) }))
    .filter(({ many }) => many > 0)
    .sort((a, b) => b.many - a.many || (a.call < b.call ? -1 : 1))
    .map(({ call, many }) => `${count(many)} of ${callerOf(call)}`)
  const whose = each.slice(0, MOST_CALLERS).join(', ')
  return `the rate limit of ${component} turned away ${count(all)} of ${count(issued)}: ${whose}`
}

/** More callers than this are too many for a line. */
const MOST_CALLERS = 3
