/** What lies beneath a failure: faults, what triggered them, the network, messages that wait. */
import type { Emptying } from '../record/cache-meter.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import { moment, often } from '../kernel/figures.ts'
import type { Ms } from '../kernel/units.ts'
import { Reason, reasonText } from '../record/reason.ts'
import type { Run } from '../record/run.ts'
import { unhandledIn, unhandledText } from '../record/unhandled.ts'
import { spanOf } from '../record/window.ts'
import { reaches } from './aftermath.ts'
import { calleeOf } from './amplification.ts'
import { type CauseLink, link, type Part } from './cause-link.ts'

/**
 * The faults that have struck a call, or any replica of a component: in a part, then before it, if
 * they can still be felt there.
 */
export function faultsAt({ run, window }: Part, effect: string): CauseLink[] {
  const { fromMs, toMs } = spanOf(run.recording, window)
  return run.faults
    .filter(({ struck, touched }) => touched > 0 && struck.includes(effect))
    .filter(({ periods }) => periods.some(({ from }) => from < toMs))
    .map(fault => ({ fault, isOver: fault.periods.every(({ until }) => until <= fromMs) }))
    .filter(({ fault, isOver }) => !isOver || reaches(run.recording, fault, { fromMs, toMs }))
    .sort((a, b) => Number(a.isOver) - Number(b.isOver))
    .map(({ fault, isOver }) => {
      const ended = isOver ? `, which ended at ${moment(lastEnd(fault, fromMs))}` : ''
      const sentence = `${touchedBy(effect, fault)}${ended}`
      return link(effect, fault.fault, fault.touched, sentence)
    })
}

const lastEnd = ({ periods }: FaultRecord, before: Ms): Ms =>
  periods.reduce((last, { until }) => (until <= before ? Math.max(last, until) : last), 0)

/** A fault counts what it touches once for all that it strikes. */
function touchedBy(effect: string, { fault, struck, touched }: FaultRecord): string {
  if (struck.length === 1) return `${effect} was touched ${often(touched)} by ${fault}`
  return `${effect} was among all that was touched ${often(touched)} by ${fault}`
}

/** What a fault measured that began by a condition; nothing for all others. */
export function behindFault({ run }: Part, effect: string): CauseLink[] {
  return run.faults
    .filter(({ fault, periods }) => fault === effect && periods.length > 0)
    .flatMap(({ triggers, periods: { length, 0: first } }) =>
      triggers.map(trigger =>
        link(effect, trigger, length, `${effect} began ${often(length)}, at first: ${first.began}`),
      ),
    )
}

/** The messages of a call that its link lost for good. */
export function lostBy({ run, window }: Part, call: string): CauseLink[] {
  const { network } = run.on(call, window)
  const lost = network === null ? 0 : network.there.givenUp + network.back.givenUp
  if (lost === 0) return []
  return [link(call, 'its network', lost, `${call} lost ${messages(lost)} on its network`)]
}

const messages = (count: number): string => (count === 1 ? 'one message' : `${count} messages`)

/** Why the breaker of a call had opened, in a part or before it, if it has turned calls away. */
export function behindBreaker({ run, window }: Part, call: string): CauseLink[] {
  const isOfBreaker = run.on(call, window).reasons.some(({ because }) => breakers.has(because))
  if (!isOfBreaker) return []
  const { toMs } = spanOf(run.recording, window)
  const opened = run.recording.transitions.filter(
    ({ at, call: of, from, to }) => of === call && at < toMs && from === 'closed' && to !== from,
  )
  const first = opened.at(0)
  if (first === undefined) return []
  const [how, when] = [often(opened.length), moment(first.at)]
  const sentence = `the breaker of ${call} opened ${how}, at first at ${when}: ${first.because}`
  return [link(call, calleeOf(call), opened.length, sentence)]
}

const breakers = new Set([Reason.BreakerOpen, Reason.BreakerHalfOpen].map(reasonText))

/** The messages of a part that nobody handled, and the deliveries that they failed by. */
export function unhandledMessages({ run, window }: Part): CauseLink[] {
  const { recording } = run
  return unhandledIn(recording, spanOf(recording, window)).flatMap(numbers => {
    const { queue, failed } = numbers
    return deliveriesOf(run, queue).map(call => link(queue, call, failed, unhandledText(numbers)))
  })
}

/** Whom the messages of a queue wait for that had no room left, and what keeps them from there. */
export function behindQueue(part: Part, queue: string): CauseLink[] {
  const { run, window } = part
  if (!run.recording.queues.has(queue)) return []
  const { peak } = run.queue(queue, window).depth
  return deliveriesOf(run, queue).flatMap(call => {
    const worker = call.slice(`${queue}->`.length)
    const kept = `${queue} kept up to ${messages(peak)} waiting for ${worker}`
    return [link(queue, worker, peak, kept), ...faultsAt(part, call), ...lostBy(part, call)]
  })
}

/** What a component was asked for since a cache did not have it; and of a cache, why it did not. */
export function behindCaches({ run, window }: Part, component: string): CauseLink[] {
  const { caches, calls } = run.recording
  const asked = [...caches].flatMap(([name, { fetches }]) => {
    const made = [...fetches].filter(call => calls.has(call) && calleeOf(call) === component)
    if (name === component || made.length === 0) return []
    const { misses, unanswered, fillsInFlight } = run.cache(name, window)
    const times = misses + unanswered
    const most = `${times} misses, up to ${fillsInFlight.peak} fills at once`
    const sentence = `${component} was asked for what ${name} did not have: ${most}`
    return times === 0 ? [] : [link(component, name, times, sentence)]
  })
  if (!caches.has(component)) return asked
  return [...asked, ...run.cache(component, window).emptied.map(emptied(component))]
}

const emptied =
  (cache: string) =>
  ({ at, by }: Emptying): CauseLink => {
    const when = `${cache} was emptied at ${moment(at)}`
    const cause = by ?? 'its memory was used up'
    return link(cache, cause, 1, by === undefined ? `${when}: ${cause}` : `${when} by ${by}`)
  }

/** The calls by which a queue hands out its messages. */
const deliveriesOf = ({ recording: { calls } }: Run, queue: string): string[] =>
  [...calls.keys()].filter(call => call.startsWith(`${queue}->`)).sort()
