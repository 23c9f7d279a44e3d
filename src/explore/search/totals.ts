/** Adds up what came of trials. Sums of integers: it does not matter in which order they come. */
import { OUTCOMES } from '../../record/outcome.ts'
import type { Totals } from '../findings.ts'
import type { TrialResult } from './trial.ts'

/** Of no trials at all. */
export const emptyTotals: Totals = Object.freeze({
  trials: 0,
  verdicts: { held: 0, broken: 0, unknown: 0, threw: 0, endless: 0, flaky: 0, unfinished: 0 },
  requests: Array.from({ length: OUTCOMES + 1 }, () => 0),
  latency: [],
  behaviours: {},
  touched: {},
  reached: {},
  stopped: 0,
})

/** The totals with one more trial in them. */
export function withResult(totals: Totals, result: TrialResult): Totals {
  const { verdict, requests, latency, behaviours, touched, reached } = result
  const isStopped = result.heldUntilMs !== undefined
  return {
    trials: totals.trials + 1,
    verdicts: { ...totals.verdicts, [verdict]: totals.verdicts[verdict] + 1 },
    requests: totals.requests.map((count, i) => count + (requests[i] ?? 0)),
    latency: sumOfPairs(totals.latency, latency),
    behaviours: withNames(totals.behaviours, behaviours),
    touched: withNames(totals.touched, touched),
    reached: withNames(totals.reached, reached),
    stopped: totals.stopped + Number(isStopped),
  }
}

type Pairs = Totals['latency']

function sumOfPairs(some: Pairs, others: Pairs): Pairs {
  const sums = new Map(some)
  for (const [octave, count] of others) sums.set(octave, (sums.get(octave) ?? 0) + count)
  return [...sums].sort(([a], [b]) => a - b)
}

type Counts = { readonly [name: string]: number }

/** One more of each name; the names stay in order, whichever came first. */
function withNames(counts: Counts, names: readonly string[]): Counts {
  if (names.length === 0) return counts
  const sums = new Map(Object.entries(counts))
  const known = sums.size
  for (const name of names) sums.set(name, (sums.get(name) ?? 0) + 1)
  const all = [...sums]
  return Object.fromEntries(all.length === known ? all : all.sort(byName))
}

const byName = ([a]: [string, number], [b]: [string, number]): number => (a < b ? -1 : 1)
