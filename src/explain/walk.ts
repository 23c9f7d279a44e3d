/**
 * Down the calls, from the clients to where it comes from: by what failed, else by the time that
 * was spent beyond that of the calm run. On the way it notes what may have carried it.
 */
import type { Run } from '../record/run.ts'
import { callNames } from '../record/lookup.ts'
import { atCall } from './at-call.ts'
import { atComponent } from './at-component.ts'
import type { Case } from './case.ts'
import type { Mechanism } from './diagnosis.ts'
import { missesIn, startOf, whoseOf } from './misses.ts'
import { calleeOf, callsFrom, requestsOf } from './topology.ts'

/** A place, and what goes on there. */
export type Finding = {
  /** A call or a component. */
  readonly place: string
  readonly mechanism: Mechanism
}

/** What was found at one place: where it goes on from there, or that it ends there. */
export type Sight = {
  /** What may carry it from here to the clients, and could be taken away. */
  readonly suspect?: Finding | undefined
  /** The call to follow. */
  readonly next?: string | undefined
  /** Where it comes from. */
  readonly end?: Finding | undefined
}

/** The way down. */
export type Walk = {
  /** The calls from the clients down, outermost first. */
  readonly path: readonly string[]
  /** What may carry it, as met on the way. */
  readonly suspects: readonly Finding[]
  /** Where it comes from. */
  readonly end: Finding
}

/** Goes down from whom the goal is about. */
export function walkDown(one: Case): Walk {
  const { at } = whoseOf(one.goal)
  const path: string[] = []
  const suspects: Finding[] = []
  if (one.goal.kind === 'losesNothing') {
    suspects.push({ place: losingQueue(one), mechanism: 'dead letters' })
  }
  const see = ({ suspect, ...sight }: Sight): Sight => {
    if (suspect !== undefined) suspects.push(suspect)
    return sight
  }
  let place = at ?? beginning(one)
  for (;;) {
    const isCall = place.includes('->')
    if (isCall && path.includes(place)) break
    if (isCall) path.push(place)
    const onTheWay = isCall ? see(atCall(one, place)) : {}
    const sight =
      onTheWay.next === undefined && onTheWay.end === undefined
        ? see(atComponent(one, isCall ? calleeOf(place) : place))
        : onTheWay
    if (sight.end !== undefined) return { path, suspects, end: sight.end }
    if (sight.next === undefined) break
    place = sight.next
  }
  const last = place.includes('->') ? calleeOf(place) : place
  return { path, suspects, end: suspects.at(-1) ?? { place: last, mechanism: 'overload' } }
}

/** With whom the goal is about: a component, the deliveries of a queue, or the clients. */
function beginning(one: Case): string {
  const { goal, run } = one
  if (goal.kind !== 'losesNothing') return startOf(goal) ?? worstOf(one)
  const queue = losingQueue(one)
  const isHandled = (call: string): boolean => !run.recording.queues.has(calleeOf(call))
  return callsFrom(run, queue).find(isHandled) ?? queue
}

/** The queue that a goal is about, or of all the one that lost most. */
function losingQueue({ goal, run }: Case): string {
  const lost = (queue: string): number => run.queue(queue).failed
  const queues = [startOf(goal) ?? [...run.recording.queues.keys()]].flat()
  return queues.reduce((a, b) => (lost(b) > lost(a) ? b : a))
}

/** Of the calls that a goal is about, the one that missed it most often. */
function worstOf(one: Case): string {
  const { run, calm, hasCalm, goal, spell } = one
  const missed = (call: string): number => {
    const count = (of: Run): number => missesIn(of, goal, spell, { on: call }).missed
    return count(run) - (hasCalm ? count(calm) : 0)
  }
  return callsMeant(one)
    .map(call => ({ call, missed: missed(call) }))
    .reduce((worst, next) => (next.missed > worst.missed ? next : worst)).call
}

function callsMeant({ run, goal }: Case): readonly string[] {
  const { on, class: requestClass } = whoseOf(goal)
  const { calls } = run.recording
  if (on !== undefined) return callNames(calls, on)
  const isMeant = (call: string): boolean =>
    requestClass === undefined || calls.get(call)?.byClass.has(requestClass) === true
  return requestsOf(run).filter(isMeant)
}
