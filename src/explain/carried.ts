/** How each mechanism carries a failure, in sentences with its numbers. */
import { count } from '../kernel/count.ts'
import { factor, moment } from '../kernel/figures.ts'
import { formatMs, formatShare } from '../kernel/units.ts'
import { Reason, reasonText } from '../record/reason.ts'
import { countOf, holderOf } from './at-call.ts'
import {
  calmCall,
  calmComponent,
  callIn,
  type Case,
  componentIn,
  during,
  lengthOf,
  meanOf,
} from './case.ts'
import type { Mechanism } from './diagnosis.ts'
import { workText } from './effects.ts'
import { takenOut } from './ejections.ts'
import type { Loop } from './loop.ts'
import { missesTimes, repeatedOn } from './multiplied.ts'
import { cacheBehind, calleeOf, callerOf, handlerOf, slotsOf } from './topology.ts'
import type { Finding } from './walk.ts'

/** What a sentence is about. */
export type Carried = {
  readonly one: Case
  readonly found: Finding
  readonly path: readonly string[]
}

const percent = (share: number): string => formatShare(Math.round(share * 1_000) / 1_000)

const perSecond = (number: number, one: Case): string =>
  `${count(Math.round((number * 1_000) / lengthOf(one)))}/s`

/** What the mechanism did; nothing where the fault itself has told of it. */
export function carriedBy(carried: Carried): readonly string[] {
  return sentences[carried.found.mechanism]?.(carried) ?? []
}

type Sentences = (carried: Carried) => readonly string[]

const sentences: { readonly [mechanism in Mechanism]?: Sentences } = {
  'no time-out': ({ one, found: { place } }) => [
    `${place} has no time limit${holding(one, place)}`,
  ],
  retries: ({ one, path: down, found: { place } }) => {
    const path = down.includes(place) ? down : [place]
    const all = repeatedOn(one, path)
    const times = all.reduce((product, { attempts }) => product * attempts, 1)
    const where = all.length > 1 ? `${all.length} layers of retries make` : `${place}:`
    return [`${where} ${factor(times)} attempts for each call${askedFor(one, path)}`]
  },
  'cache misses': ({ one, found: { place } }) => {
    const cache = cacheBehind(one.run, place) ?? 'the cache'
    const times = factor(missesTimes(one, place))
    return [`${cache} missed: ${place} fetched ${times} as much for each request as usual`]
  },
  "caller's limit": ({ one, found: { place } }) => atLimit(one, place),
  'open breaker': ({ one, found: { place } }) => atBreaker(one, place),
  ejection: ({ one, found: { place } }) => {
    const out = takenOut(one, place)
    const replicas = handlerOf(one.system, place)?.replicas ?? 1
    const many = new Set(out.map(({ replica }) => replica)).size
    const first = out.length === 0 ? '' : `, first at ${moment(out[0].at)}: ${out[0].because}`
    return [`${place}: ${count(many)} of ${count(replicas)} replicas were taken out of use${first}`]
  },
  'dead letters': ({ one, found: { place } }) => lettersOf(one, place),
  resource: ({ one, found: { place } }) => atResource(one, place),
  'lost answers': ({ one, found: { place } }) => lostOn(one, place),
  overload: ({ one, found: { place } }) => overloadOf(one, place),
  load: ({ one, found: { place } }) => overloadOf(one, place),
  'slow work': ({ one, found: { place } }) => [workText(one, place)],
  'slow network': ({ one, found: { place } }) => {
    const [took, usual] = [callIn(one, place), calmCall(one, place)].map(numbers =>
      formatMs(meanOf(numbers?.latency)),
    )
    const own = formatMs(meanOf(componentIn(one, calleeOf(place)).latency))
    return [`${place} took ${took}, not ${usual}; of that ${calleeOf(place)} itself took ${own}`]
  },
  errors: ({ one, found: { place } }) => {
    const { issued, reasons } = place.includes('->') ? callIn(one, place) : componentIn(one, place)
    const most = reasons[0]
    if (most === undefined) return []
    return [`${place} failed ${count(most.count)} of ${count(issued)} requests: ${most.because}`]
  },
  down: ({ one, found: { place } }) => {
    const { issued, reasons } = componentIn(one, place)
    const most = reasons[0]
    if (most === undefined) return []
    const some = `${count(most.count)} of ${count(issued)} requests`
    return [`${place} did not serve ${some}: ${most.because}`]
  },
}

/** `: all 64 slots of product waited for db, 192 more in line`. */
function holding(one: Case, call: string): string {
  const caller = callerOf(call)
  const { queue, inFlight } = componentIn(one, caller)
  const slots = slotsOf(one.system, caller)
  const callee = calleeOf(call)
  if (inFlight.peak < slots) return `: up to ${count(inFlight.peak)} requests waited for ${callee}`
  const line = queue.peak > 0 ? `, ${count(queue.peak)} more in line` : ''
  return `: all ${count(slots)} slots of ${caller} waited for ${callee}${line}`
}

/** `: db was asked for 320/s, and can do 100/s`. */
function askedFor(one: Case, path: readonly string[]): string {
  const component = calleeOf(path.at(-1) ?? '')
  const asked = path.length === 0 ? 0 : callIn(one, path.at(-1) as string).attempts.issued
  const usual = calmComponent(one, component)?.issued ?? 0
  const before = usual === 0 ? '' : `, not ${perSecond(usual, one)}`
  return asked === 0 ? '' : `: ${component} was asked ${perSecond(asked, one)}${before}`
}

function overloadOf(one: Case, place: string): readonly string[] {
  const { issued, utilisation, waiting, queue } = componentIn(one, place)
  const busy = `${place} was ${percent(utilisation)} busy with ${perSecond(issued, one)}`
  const usual = calmComponent(one, place)
  const before = usual === undefined ? '' : `, not ${perSecond(usual.issued, one)}`
  const line = `${count(queue.peak)} in line, ${formatMs(meanOf(waiting))} each`
  return [`${busy}${before}: up to ${line}`]
}

function atLimit(one: Case, place: string): readonly string[] {
  const { issued, limits, reasons } = callIn(one, place)
  const callee = calleeOf(place)
  const own = meanOf(componentIn(one, callee).latency)
  const need = ((issued * own) / lengthOf(one)).toFixed(1)
  const busy = `${callee} itself was ${percent(componentIn(one, callee).utilisation)} busy`
  const [most] = limits
  if (most === undefined) {
    const [first] = reasons
    if (first === undefined) return []
    const some = `${count(first.count)} of ${count(issued)} calls`
    return [`${place} turned away ${some} itself: ${first.because}; ${busy}`]
  }
  const { limit: name, waited, longestMs } = most
  const calls = `${place}: ${perSecond(issued, one)} of ${formatMs(own)} need ${need} places`
  const holder = holderOf(one, place)
  const told = holder === undefined ? `${calls}, at its ${name}` : `${holder} held the ${name}`
  const long = `up to ${formatMs(longestMs)} long`
  return [told, `${count(waited)} calls of ${place} were held up there, ${long}; ${busy}`]
}

/** How long a message is tried before it is given up, beside how long it went on. */
function lettersOf(one: Case, queue: string): readonly string[] {
  const messages = handlerOf(one.system, queue)?.messages ?? undefined
  const { deadLettered, published } = one.run.queue(queue)
  if (messages === undefined) return []
  const { deliveries, redeliverAfterMs } = messages
  const spanMs = (deliveries - 1) * redeliverAfterMs
  const within = spanMs === 0 ? 'at once' : `in ${formatMs(spanMs)}`
  const tried = `${queue} gives a message up after ${count(deliveries)} deliveries ${within}`
  return [
    `${tried}, and it went on for ${lasted(one)}`,
    `${count(deadLettered)} of ${count(published)} messages became dead letters`,
  ]
}

const lasted = (one: Case): string => formatMs(lengthOf(one))

const breakers = new Set([Reason.BreakerOpen, Reason.BreakerHalfOpen].map(reasonText))

function atBreaker(one: Case, place: string): readonly string[] {
  const { attempts, reasons } = callIn(one, place)
  const opened = one.run.recording.transitions.filter(
    ({ call, to, at }) => call === place && to === 'open' && at < one.spell.toMs,
  )
  const away = `turned away ${count(countOf(reasons, breakers))} calls`
  const ok = attempts.issued === 0 ? 0 : attempts.outcomes.ok / attempts.issued
  const through =
    attempts.issued === 0
      ? `the breaker of ${place} let nothing pass: it ${away}`
      : `it ${away}; of those it let pass ${percent(ok)} were answered`
  const [first] = opened
  if (first === undefined) return [through]
  const times = opened.length === 1 ? 'once' : `${count(opened.length)} times, first`
  const why = `at ${moment(first.at)}: ${first.because}`
  return [`the breaker of ${place} opened ${times} ${why}`, through]
}

function atResource(one: Case, place: string): readonly string[] {
  const { resources } = componentIn(one, place)
  const denied = Object.entries(resources).filter(([, { denied }]) => denied > 0)
  return denied.map(([name, { size, peak, denied }]) => {
    const most = `${count(Math.round(peak))} of ${count(size)} ${name}`
    return `${place} had up to ${most} in use, and refused ${count(denied)} requests`
  })
}

function lostOn(one: Case, place: string): readonly string[] {
  const { attempts } = callIn(one, place)
  const callee = componentIn(one, calleeOf(place))
  const silent = attempts.outcomes.timeout + attempts.outcomes.cancelled + attempts.unfinished
  const some = `${count(silent)} of ${count(attempts.issued)} attempts had no answer`
  const came = `the ${count(callee.issued)} that came`
  return [`${place}: ${some}; ${calleeOf(place)} answered ${count(callee.outcomes.ok)} of ${came}`]
}

/** How a loop keeps a failure alive, also of those who only wait in the same line. */
export function loopSentences(one: Case, loop: Loop, path: readonly string[]): readonly string[] {
  const { component, call, alone, withLoop, fromMs, inTime, gain } = loop
  const { toMs } = one.spell
  const later = during(one, { fromMs: Math.max(fromMs, one.spell.fromMs), toMs })
  const busy = percent(componentIn(later, component).utilisation)
  const isRetried = loop.mechanism === 'retry loop'
  const what = isRetried ? 'retries' : 'cache misses'
  const load = `${percent(alone)} of what ${component} can do, with ${what} ${percent(withLoop)}`
  const times = alone < 0.01 ? '' : ` (gain ${factor(gain)})`
  const so = isRetried ? 'which makes more of them' : 'so that it stays cold'
  const waits = path.includes(call) ? [] : path.filter(other => calleeOf(other) === component)
  const line = count(componentIn(later, component).queue.peak)
  return [
    `what began it was over at ${moment(fromMs)}: ${what} keep ${component} ${busy} busy since`,
    `${call}: the calls alone are ${load}${times}`,
    `${percent(inTime)} of the attempts are answered in time, ${so}`,
    ...waits.map(other => `${other} waits in the same line, up to ${line} long`),
  ]
}
