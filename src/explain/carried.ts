/** How each mechanism carries a failure, in sentences with its numbers. */
import { count } from '../kernel/count.ts'
import { counted, factor } from '../kernel/figures.ts'
import { formatMs } from '../kernel/units.ts'
import {
  calmCall,
  calmComponent,
  callIn,
  type Case,
  componentIn,
  lengthOf,
  meanOf,
} from './case.ts'
import { lostInside, Reason, reasonText } from '../record/reason.ts'
import { windowIn } from '../record/window.ts'
import type { Mechanism } from './diagnosis.ts'
import { ejectionTexts } from './ejections.ts'
import { wholly, whollyAt } from './endings.ts'
import { atBreaker, atLimit, atResource, isLimited, limitedText } from './limits.ts'
import { isFull, lineText, sinceThen, slotsText } from './lines.ts'
import { missesTimes, repeatedOn } from './multiplied.ts'
import { overloadTexts } from './overload.ts'
import { slowedText, slowedWork } from './slowed.ts'
import { calleeOf, callerOf, handlerOf, slotsOf } from './topology.ts'
import type { Finding } from './walk.ts'

/** As callers see one that is down, or that goes down while it works for them. */
const isDown = new Set(
  [Reason.Refused, Reason.Down, ...lostInside, Reason.NoReplica].map(reasonText),
)

/** What a sentence is about. */
export type Carried = {
  readonly one: Case
  readonly found: Finding
  readonly path: readonly string[]
}

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
  hedges: ({ one, path, found: { place } }) => {
    const sent = callIn(one, place).counts['hedges sent'] ?? 0
    return [`${place} sent ${counted(sent, 'hedge')}${askedFor(one, path)}`]
  },
  retries: ({ one, path: down, found: { place } }) => {
    const path = down.includes(place) ? down : [place]
    const all = repeatedOn(one, path)
    const times = all.reduce((product, { attempts }) => product * attempts, 1)
    const deepest = path.findLast(name => all.some(({ call }) => call === name)) ?? place
    const highest = path.find(name => all.some(({ call }) => call === name)) ?? place
    const layers = `${callerOf(highest)} to ${calleeOf(deepest)}`
    const made = `${factor(times)} attempts`
    const asked = askedFor(one, [deepest])
    return all.length > 1
      ? [`${all.length} layers of retries, ${layers}, make ${made}${asked}`]
      : [`${place}: ${made} for each call${asked || longer(one, place)}`]
  },
  'cache misses': ({ one, found: { place } }) => {
    const callee = calleeOf(place)
    const busy = isFull(one, callee)
      ? `: ${slotsText(one, callee)} busy${lineText(one, callee)}`
      : ''
    return [`so ${fetchedText(one, place)}${busy}`]
  },
  "caller's limit": ({ one, path, found: { place } }) => atLimit(one, place, path),
  'open breaker': ({ one, path, found: { place } }) => atBreaker(one, place, path),
  ejection: ({ one, found: { place } }) => ejectionTexts(one, place),
  'dead letters': ({ one, found: { place } }) => lettersOf(one, place),
  resource: ({ one, found: { place } }) => atResource(one, place),
  'lost answers': ({ one, found: { place } }) => lostOn(one, place),
  overload: ({ one, path, found: { place } }) => overloadTexts(one, place, path),
  load: ({ one, path, found: { place } }) => overloadTexts(one, place, path),
  'slow work': ({ one, found: { place } }) => {
    const slow = slowedWork(one, place)
    return slow === undefined ? [] : [slowedText(`${place} worked`, slow, false)]
  },
  'slow network': ({ one, found: { place } }) => {
    const [took, usual] = [callIn(one, place), calmCall(one, place)].map(numbers =>
      formatMs(meanOf(numbers?.latency)),
    )
    const own = formatMs(meanOf(componentIn(one, calleeOf(place)).latency))
    return [`${place} took ${took}, not ${usual}; of that ${calleeOf(place)} itself took ${own}`]
  },
  errors: ({ one, found: { place } }) => {
    const numbers = place.includes('->') ? wholly(one, place) : whollyAt(one, place)
    const { issued, reasons } = numbers
    const most = reasons[0]
    if (most === undefined) return []
    if (isLimited(one, place, most.because)) return [limitedText(one, place)]
    return [`${place} failed ${count(most.count)} of ${count(issued)} requests: ${most.because}`]
  },
  down: ({ one, found: { place } }) => {
    const { issued, reasons } = whollyAt(one, place)
    const gone = reasons.filter(({ because }) => isDown.has(because))
    const [most, ...others] = gone.length > 0 ? gone : reasons.slice(0, 1)
    if (most === undefined) return []
    const all = [most, ...others].reduce((sum, reason) => sum + reason.count, 0)
    const some = `${count(all)} of ${count(issued)} requests`
    const each = others.map(({ because, count: many }) => `, ${count(many)} ${because}`).join('')
    const first = others.length === 0 ? '' : `${count(most.count)} `
    return [`${place} did not serve ${some}: ${first}${most.because}${each}`]
  },
}

/** `web->maker made 115 calls, not 32`; by requests where those are not as many as usual. */
function fetchedText(one: Case, place: string): string {
  const [{ issued }, usual] = [callIn(one, place), calmCall(one, place)?.issued]
  if (usual === undefined || issued <= usual) {
    return `${place} made ${factor(missesTimes(one, place))} as many calls as usual`
  }
  return `${place} made ${counted(issued, 'call')}, not ${count(usual)}`
}

/** `: all 64 slots of product waited for db, 192 more in line`. */
function holding(one: Case, call: string): string {
  const caller = callerOf(call)
  const { inFlight } = componentIn(sinceThen(one), caller)
  const slots = slotsOf(one.system, caller)
  const callee = calleeOf(call)
  const endless = callIn(sinceThen(one), call).unfinished
  const some = endless >= Math.min(slots, inFlight.peak) ? '' : `, ${count(endless)} of them`
  const forGood = endless === 0 ? '' : `${some} for good`
  if (inFlight.peak < slots) {
    return `: up to ${count(inFlight.peak)} requests waited for ${callee}${forGood}`
  }
  const line = lineText(one, caller)
  return `: ${slotsText(one, caller)} waited for ${callee}${forGood}${line}`
}

/** `, in all 7.9s, not 90ms`: who tries again holds its slot for all of its attempts. */
function longer(one: Case, call: string): string {
  const [all, usual] = [meanOf(callIn(one, call).latency), meanOf(calmCall(one, call)?.latency)]
  return usual > 0 && all > usual ? `, in all ${formatMs(all)}, not ${formatMs(usual)}` : ''
}

/** `: db was asked for 320/s, and can do 100/s`; empty where it was asked for less than usual. */
function askedFor(one: Case, path: readonly string[]): string {
  const component = calleeOf(path.at(-1) ?? '')
  const asked = path.length === 0 ? 0 : callIn(one, path.at(-1) as string).attempts.issued
  const usual = calmComponent(one, component)?.issued ?? 0
  const before = usual === 0 ? '' : `, not ${perSecond(usual, one)}`
  return asked === 0 || asked < usual
    ? ''
    : `: ${component} was asked ${perSecond(asked, one)}${before}`
}

/** How long a message is tried before it is given up, beside how long it went on. */
function lettersOf(one: Case, queue: string): readonly string[] {
  const messages = handlerOf(one.system, queue)?.messages ?? undefined
  const { deadLettered, published } = one.run.queue(queue, windowIn(one.goal.data.question))
  if (messages === undefined) return []
  const { deliveries, redeliverAfterMs } = messages
  const spanMs = (deliveries - 1) * redeliverAfterMs
  const within = spanMs === 0 ? 'without a pause' : `within ${formatMs(spanMs)}`
  const tried = `${queue} delivers a message up to ${count(deliveries)} times ${within}`
  return [
    `${tried}, and all failed for ${formatMs(lengthOf(one))}`,
    `so ${count(deadLettered)} of ${count(published)} messages were given up: dead letters`,
  ]
}

function lostOn(one: Case, place: string): readonly string[] {
  const { attempts } = callIn(one, place)
  const callee = componentIn(one, calleeOf(place))
  const silent = attempts.outcomes.timeout + attempts.outcomes.cancelled + attempts.unfinished
  const some = `${count(silent)} of ${count(attempts.issued)} attempts had no answer`
  const came = `the ${count(callee.issued)} that came`
  return [`${place}: ${some}; ${calleeOf(place)} answered ${count(callee.outcomes.ok)} of ${came}`]
}
