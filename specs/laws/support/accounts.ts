/** The accounts of a run: what must be equal because it is the same thing counted in two ways. */
import type { CallNumbers, ComponentNumbers, OutcomeCounts, Run, System } from 'gameday'
import type { Drawn } from './random-systems.ts'

/** Relative differences above this are more than the rounding of a million additions. */
const ROUNDING = 1e-9

/** Whether two sums of the same things are equal but for rounding. */
export const isSame = (a: number, b: number): boolean =>
  Math.abs(a - b) <= ROUNDING * (1 + Math.abs(b))

/** How many have ended, one way or another. */
export const endedOf = ({ outcomes }: { readonly outcomes: OutcomeCounts }): number =>
  Object.values(outcomes).reduce((sum, count) => sum + count, 0)

/** The time that all requests of a component spent in its queue, in milliseconds. */
export function allWaitsMs({ recording }: Run, component: string): number {
  const whole = { from: 0, to: recording.grid.slots }
  return recording.components.get(component)!.waiting.sum(whole)
}

/** The time of all requests inside a component: exact, where a mean is to the nanosecond. */
function allTimesMs({ recording }: Run, component: string): number {
  const whole = { from: 0, to: recording.grid.slots }
  return recording.components.get(component)!.tally.latency.sum(whole)
}

/** A component over the whole run. */
type Books = ComponentNumbers & {
  readonly name: string
  /** All times inside, of those that ended. */
  readonly times: number
  readonly open: number
  readonly endedAt: number
}

/** Every account of a run that is not in order, as a sentence with its numbers. */
export function breachesOf(run: Run, drawn: Drawn): string[] {
  const { components, calls, endedAt } = run.recording
  const names = [...components.keys()]
  return [
    ...names.flatMap(name => {
      const numbers = run.at(name)
      const open = numbers.issued - endedOf(numbers)
      const books = { ...numbers, name, endedAt, open, times: allTimesMs(run, name) }
      return [
        ...timesInside(books),
        ...waits(books, allWaitsMs(run, name), worksBehind(drawn.system, name)),
        ...(holdsThreads(drawn.system, name) ? threads(books, run) : []),
      ]
    }),
    ...[...calls.keys()].flatMap(name => attempts(name, run.on(name), mayRace(drawn))),
    ...names.flatMap(name => arrivals(name, run, everyAttemptArrives(drawn))),
  ]
}

/** Little's law. What never ended, since its answer was lost, adds at most the whole run each. */
function timesInside({ name, inFlight, times, open, endedAt }: Books): string[] {
  const area = inFlight.mean * endedAt
  if (open === 0 && isSame(area, times)) return []
  if (open > 0 && area > times && area < times + open * endedAt) return []
  return [`${name}: ${area} under the number inside, ${times} in all times inside, ${open} open`]
}

/** Little's law for the queue, where nothing is left that may wait for ever. */
function waits(
  { name, queue, open, endedAt }: Books,
  allWaits: number,
  worksBehind: boolean,
): string[] {
  const area = queue.mean * endedAt
  if (open > 0 || isSame(area, allWaits) || (worksBehind && area > allWaits)) return []
  return [`${name}: ${area} under the length of the queue, ${allWaits} in all waits`]
}

/** Inside is who waits for a slot, or has one. */
function threads({ name, inFlight, queue, utilisation }: Books, run: Run): string[] {
  const busy = utilisation * run.recording.components.get(name)!.capacity.now
  if (isSame(inFlight.mean, queue.mean + busy)) return []
  return [`${name}: ${inFlight.mean} inside, ${queue.mean} waiting and ${busy} with a slot`]
}

/** Whether a slot is held for the whole handling. */
function holdsThreads({ data }: System, name: string): boolean {
  const part = data.parts.get(name)
  return part !== undefined && part.kind !== 'clients' && !part.nonBlocking
}

/** Whether work goes on in an event loop that is part of no request: it waits there, too. */
function worksBehind(system: System, name: string): boolean {
  const fills = /"(coalesce":true|coalesce":"perReplica|refreshAhead":0\.|staleFor)/
  return !holdsThreads(system, name) && fills.test(JSON.stringify(system.parts[name]))
}

/** Of a call that has not ended one attempt may not have, and of one that has, all have. */
function attempts(name: string, call: CallNumbers, mayRace: boolean): string[] {
  const openCalls = call.issued - endedOf(call)
  const open = call.attempts.issued - endedOf(call.attempts)
  const most = mayRace && openCalls > 0 ? Infinity : openCalls
  if (open >= 0 && open <= most) return []
  return [`${name}: ${open} attempts have not ended, but ${openCalls} calls`]
}

/** Whether several attempts of a call may be under way. */
const mayRace = ({ system }: Drawn): boolean => JSON.stringify(system).includes('"hedge":')

/** What arrives at a component was sent to it, and all of it if nothing was lost on the way. */
function arrivals(name: string, run: Run, lossless: boolean): string[] {
  const calls = [...run.recording.calls.keys()].filter(call => call.endsWith(`->${name}`))
  if (calls.length === 0) return []
  const sent = calls.reduce((sum, call) => sum + run.on(call).attempts.issued, 0)
  const { issued } = run.at(name)
  if (issued === sent || (issued < sent && !lossless)) return []
  return [`${name}: ${sent} attempts were sent to it and ${issued} came`]
}

/** Nothing takes messages off the links: no fault of theirs, and nobody who calls them back. */
function everyAttemptArrives({ system, faults }: Drawn): boolean {
  const callsBack = /"(cancel|propagate|propagateDeadlines)":true/.test(JSON.stringify(system))
  return !callsBack && faults.every(({ cause }) => !takeMessages.has(cause.kind))
}

const takeMessages = new Set(['partition', 'drop', 'packetLoss', 'errors', 'dnsFailure'])
