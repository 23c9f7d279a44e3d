/** What is counted of every trial, in integers, so that sums do not depend on their order. */
import { Outcome, OUTCOMES } from '../../record/outcome.ts'
import type { Run } from '../../record/run.ts'
import { latenciesOf } from '../../record/views.ts'
import { spanOf } from '../../record/window.ts'

/** Requests of all clients by outcome, in the order of `outcomeNames`, and those unfinished. */
export function requestsOf({ recording }: Run): number[] {
  const tallies = [...recording.requests.values()].flat()
  const { slots } = spanOf(recording)
  const all = tallies.map(({ counts }) => [...counts.outcomes(slots), counts.open])
  return all.reduce((sums, some) => sums.map((sum, i) => sum + some[i]), none)
}

const none: number[] = Array.from({ length: OUTCOMES + 1 }, () => 0)

/** Latencies of all clients by octave of a millisecond, with counts, in rising order. */
export function latencyOf({ recording }: Run): [octave: number, count: number][] {
  const tallies = [...recording.requests.values()].flat()
  return latenciesOf(tallies, spanOf(recording, {})).octaves()
}

/** What the faults of a run touched, as kind and target, in order. */
export function touchedBy(run: Run): string[] {
  const touched = run.faults.filter(fault => fault.touched > 0)
  return [...new Set(touched.map(({ kind, target }) => `${kind} ${target}`))].sort()
}

/** How many requests were served, of all in a sum of `requestsOf`. */
export const servedOf = (requests: readonly number[]): number =>
  requests[Outcome.Ok] + requests[Outcome.Degraded]
