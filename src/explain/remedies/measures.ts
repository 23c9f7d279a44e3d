/** What a change has done at its place, measured in the runs without it and with it, in words. */
import { componentOf } from '../../declare/graph.ts'
import { count } from '../../kernel/count.ts'
import { counted, factor, lasting } from '../../kernel/figures.ts'
import { formatShare, type Share, share } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import type { CallNumbers } from '../../record/views.ts'
import type { Draft, Written } from '../../declare/draft.ts'
import { optionsIn, replicasIn } from './catalogue/row.ts'

/** A change where it was made: the declaration and the run without it, and with it. */
export type Seen = {
  /** The call or the component; the system's name for what concerns all of it. */
  readonly place: string
  readonly was: Draft
  readonly is: Draft
  readonly before: Run
  readonly after: Run
}

/** What is called there. */
export const calleeOf = ({ place }: Pick<Seen, 'place'>): string =>
  componentOf(place.split('->')[1] ?? place)

const callIn = (run: Run, call: string): CallNumbers | undefined =>
  run.recording.calls.has(call) ? run.on(call) : undefined

/** How often a call with the change ended for a reason. */
const because = ({ after, place }: Seen, reason: string): number =>
  callIn(after, place)?.reasons.find(({ because }) => because === reason)?.count ?? 0

/** `1,203 turned away at once`; that these are fewer than without the change is no price. */
export function turnedAway({ before, after, place }: Seen): string {
  const [was, is] = [before, after].map(run => run.at(place).outcomes.rejected)
  const than = was > is ? `fewer than the ${count(was)} without the change` : `not ${count(was)}`
  return `${count(is)} turned away at once${was === 0 ? '' : `, ${than}`}`
}

/** `so crash('catalogue') never begins: …, and now at most 32 wait`; empty where none waits so. */
export function neverBegins({ before, after, place }: Seen): string {
  const began = before.faults.find(
    ({ triggers, periods }) => triggers.includes(place) && periods.length > 0,
  )
  const now = after.faults.find(({ fault }) => fault === began?.fault)
  if (began === undefined || now === undefined || now.periods.length > 0) return ''
  const { queue } = after.at(place)
  const name = `${began.kind}('${began.target}')`
  const when = `it began when ${began.periods[0].began}`
  return `so ${name} never begins: ${when}, and now at most ${count(queue.peak)} wait`
}

/** `the others wait for it, and maker is asked once`. */
export function askedOnce(seen: Seen): string {
  const fetch = seen.is.calls.find(({ cache }) => cache === calleeOf(seen))
  return `the others wait for it, and ${fetch?.callee ?? 'what is behind'} is asked once for each`
}

/** `so 1.2 attempts for each call, not 3.33`, or the cache that is filled; empty without either. */
export function lessWork({ is, before, after, place }: Seen): string {
  const here = is.calls.filter(({ callee }) => callee === place)
  const cache = here.find(call => call.cache !== undefined)?.cache
  if (cache !== undefined) return `, which fills ${cache} again`
  const calls = [...here, ...is.calls.filter(({ callee }) => callee !== place)]
  const ratios = calls.flatMap(call => {
    const [was, now] = [before, after].map(run => attemptsPerCall(run, call.name))
    const what = here.includes(call) ? 'retries' : `attempts of ${call.name}`
    return was > now * RETRIED ? [`, so ${what} fall from ${factor(was)} to ${factor(now)}`] : []
  })
  return ratios[0] ?? ''
}

/** By so much fewer attempts are seen. */
const RETRIED = 1.1

function attemptsPerCall(run: Run, call: string): number {
  const numbers = callIn(run, call)
  return numbers === undefined ? 1 : numbers.attempts.issued / Math.max(1, numbers.issued)
}

/** `turns 212 calls away while it is open`. */
export function byBreaker(seen: Seen): string {
  const turned = because(seen, 'circuit breaker open') + because(seen, 'circuit breaker half-open')
  return `turns ${counted(turned, 'call')} away while it is open`
}

/** That it never opens, which none would do either. */
export function neverOpen({ after, place }: Seen): string {
  const opened = callIn(after, place)?.breaker.some(({ to }) => to === 'open') ?? false
  return opened ? '' : ': it never opens here, as if there were none'
}

/** `41 attempts given up that way`. */
export function givenUp({ after, place }: Seen): string {
  const many = callIn(after, place)?.attempts.outcomes.timeout ?? 0
  return many === 0 ? '' : `${counted(many, 'attempt')} given up`
}

/** `132 more calls of rules`, of a call that was asked again. */
export function askedTwice(seen: Seen): string {
  const { attempts, issued } = callIn(seen.after, seen.place) ?? {
    attempts: { issued: 0 },
    issued: 0,
  }
  const callee = calleeOf(seen)
  const more = Math.max(0, attempts.issued - issued)
  return `${counted(more, 'more attempt')}; ${callee} must bear being asked twice`
}

/** Whether what is asked again mostly comes to one that works. */
export function toAnother(seen: Seen): string {
  const { attempts, outcomes, issued } = seen.after.on(seen.place)
  const again = attempts.issued - issued
  const failed = outcomes.error + outcomes.timeout + outcomes.rejected
  const isAnother = replicasIn(seen.is.parts[calleeOf(seen)]) > 1
  return isAnother && failed < again / MOSTLY
    ? 'the retry goes to another replica'
    : 'what fails now and then is asked again'
}

/** At least so many retries for each that fails. */
const MOSTLY = 20

/** `nothing limits the retries of web->geo then: up to 6x`. */
export function withoutLimit({ place, is, after }: Seen): string {
  const retry = optionsIn(stepAt(is, place), 'retry') ?? {}
  const budget = optionsIn(retry, 'budget')
  const most = `up to ${Number(retry['attempts'] ?? 3)}x`
  if (budget === undefined) return `nothing limits the retries of ${place} then: ${most}`
  const allowed = share(budget['ratio'] as Share)
  const many = `retries may be ${formatShare(allowed)} of the calls`
  const ownRetries = attemptsPerCall(after, place)
  const storm = `${calleeOf({ place })} was asked ${factor(ownRetries)} as often here`
  return allowed < HARDLY_LESS ? many : `${many}, hardly a guard against a storm: ${storm}`
}

/** A budget of this share of the calls hardly holds retries back. */
const HARDLY_LESS = 0.9

/** `8 more connections`. */
export function moreConnections({ was, is, place }: Seen): string {
  const [had, has] = [was, is].map(draft => Number(bulkheadAt(draft, place)['limit']))
  return counted(has - had, 'more connection')
}

/** `up to 12 more calls under way`. */
export const ownPool = ({ is, place }: Seen): string =>
  `up to ${counted(Number(bulkheadAt(is, place)['limit']), 'more call')} under way`

const bulkheadAt = (draft: Draft, place: string): Written =>
  optionsIn(stepAt(draft, place), 'bulkhead') ?? {}

/** `16 more connections open`, on all links together. */
export function moreKept({ was, is }: Seen): string {
  const [had, has] = [was, is].map(({ options }) =>
    Object.values(optionsIn(options, 'network') ?? {}).reduce<number>((sum, link) => {
      const kept = optionsIn(link as Written, 'keepAlive')
      return sum + Number(kept?.['most'] ?? 0)
    }, 0),
  )
  return has > had ? `${counted(has - had, 'more connection')} kept` : ''
}

/** `retries refused: 12`. */
export function refused({ after, place }: Seen): string {
  const many = callIn(after, place)?.counts['retries refused'] ?? 0
  return many === 0 ? '' : `${counted(many, 'retry', 'retries')} refused, whose calls fail`
}

const stepAt = ({ calls }: Draft, place: string): Written =>
  calls.find(({ name }) => name === place)?.step ?? {}

/** `only postpones the work: up to 1,290 of 1,800 messages wait, the longest for 98s`. */
export function longestWait({ after, is, place }: Seen): string {
  const { depth } = after.queue(place)
  const longest = after.times({ of: 'wait', queue: place }).percentile('p100') ?? 0
  const room = count(Number(is.parts[place]['capacity']))
  const wait = `up to ${count(depth.peak)} of ${room} messages wait`
  return `only postpones the work: ${wait}, the longest ${lasting(Math.round(longest))}`
}

/** `messages take up to 12s`. */
export function latestMessage({ after, before, place }: Seen): string {
  const [was, is] = [before, after].map(run =>
    Math.round(run.times({ queue: place }).percentile('p100') ?? 0),
  )
  return `messages are done after up to ${lasting(is)}, not ${lasting(was)}`
}

/** `4 more slots, of which up to 7.1 of 8 are in use: hardly any headroom`. */
export function slotsInUse({ was, is, after, place }: Seen): string {
  const [had, has] = [was, is].map(({ parts }) => Number(parts[place]['concurrency'] ?? 1))
  const share = busiest(after, place)
  const replicas = replicasIn(is.parts[place])
  const busy = Number((share * has * replicas).toPrecision(3))
  const used = `${busy} of ${count(has * replicas)}`
  const room = share > NEARLY_ALL ? ': hardly any headroom' : ''
  return `${counted((has - had) * replicas, 'more slot')}; at the peak ${used} are in use${room}`
}

/** More in use than this leaves hardly any room. */
const NEARLY_ALL = 0.9
/** So long a time is a peak and no chance. */
const PEAK_MS = 5_000

/** The share of slots in use in the busiest few seconds. */
function busiest(run: Run, place: string): number {
  const { horizonMs } = run.recording.grid
  const length = Math.min(PEAK_MS, horizonMs)
  const starts = Array.from({ length: Math.floor(horizonMs / length) }, (_, i) => i * length)
  return Math.max(
    ...starts.map(from => run.at(place, { between: [from, from + length] }).utilisation),
  )
}

/** `3 more replicas, each a machine`. */
export function moreMachines({ was, is, place }: Seen): string {
  const [had, has] = [was, is].map(({ parts }) => replicasIn(parts[place]))
  return counted(has - had, 'more machine')
}

/** That none is ejected, which without outlier detection none would be either. */
export function noneEjected({ after, place }: Seen): string {
  const isOut = after.recording.replicaChanges.some(
    ({ component, is }) => component === place && is === 'ejected',
  )
  return isOut ? '' : ': none is ejected here, as if there were no outlier detection'
}
