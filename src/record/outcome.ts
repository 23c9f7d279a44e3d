/**
 * How a request, a call or a piece of work can end, as names for people and numbers for counting.
 */

/** Every way to end, in the order of their numbers. */
export const outcomeNames = [
  'ok',
  'degraded',
  'error',
  'timeout',
  'rejected',
  'incorrect',
  'cancelled',
] as const

/**
 * How something ended: `ok`; `degraded` (a fallback or an optional dependency stood in); `error`
 * (an answer that says no); `timeout`; `rejected` (turned away by a queue, a breaker or a closed
 * port); `incorrect`; `cancelled` (told to stop, since nobody waited for it any more).
 */
export type OutcomeName = (typeof outcomeNames)[number]

/** The numbers by which outcomes are counted. */
export const Outcome = {
  Ok: 0,
  Degraded: 1,
  Error: 2,
  Timeout: 3,
  Rejected: 4,
  Incorrect: 5,
  Cancelled: 6,
} as const
export type Outcome = (typeof Outcome)[keyof typeof Outcome]

/** How many kinds of outcome there are. */
export const OUTCOMES = outcomeNames.length

/** True for what counts as available: ok, and degraded. */
export const isServed = (outcome: Outcome): boolean => outcome <= Outcome.Degraded

/** The same of an outcome by its name, or of what has none yet. */
export const isServedName = (outcome: OutcomeName | 'unanswered'): boolean =>
  outcome === 'ok' || outcome === 'degraded'

/** Counts by kind of outcome. */
export type OutcomeCounts = { readonly [name in OutcomeName]: number }

/** Gives names to counts that stand in the order of the numbers. */
export function namedCounts(counts: ArrayLike<number>): OutcomeCounts {
  const named = {} as { [name in OutcomeName]: number }
  outcomeNames.forEach((name, i) => {
    named[name] = counts[i]
  })
  return named
}
