/** What all trials came to as JSON: the names that `run --json` has for the same numbers. */
import type { Totals } from '../../explore/findings.ts'
import { namedCounts, OUTCOMES } from '../../record/outcome.ts'
import { servedOf } from '../../explore/search/numbers.ts'

/** The sums of a search, by name; latencies by the octave that they fall into. */
export function totalsData({ requests, latency, trials, verdicts, ...names }: Totals) {
  const issued = requests.reduce((sum, some) => sum + some, 0)
  return {
    trials,
    verdicts,
    requests: issued,
    availability: issued === 0 ? null : servedOf(requests) / issued,
    outcomes: namedCounts(requests.slice(0, OUTCOMES)),
    unfinished: requests[OUTCOMES],
    latencyMs: latency.map(([octave, count]) => ({ ...boundsOf(octave), count })),
    ...names,
  }
}

/** Octave 3 is from 8 to 16 ms, -1 from 0.5 to 1 ms. */
function boundsOf(octave: number): { readonly from: number; readonly to: number } {
  let from = 1
  for (let i = 0; i < Math.abs(octave); i++) from *= octave > 0 ? 2 : 0.5
  return { from, to: 2 * from }
}
