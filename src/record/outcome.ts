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

/**
 * Why something failed, beside its kind: a positive number is the code of an error (503), one of
 * these says who turned it away or lost it.
 */
export const Reason = {
  None: 0,
  BreakerOpen: -1,
  QueueFull: -2,
  Refused: -3,
  Down: -4,
  LostInCrash: -5,
  RateLimited: -6,
  BulkheadFull: -7,
  WaitedTooLong: -8,
  LimitReached: -9,
  Throttled: -10,
  Shed: -11,
  NoReplica: -12,
  TooLate: -13,
  OutOfResource: -14,
  Unreachable: -15,
  Untrusted: -16,
  Undecodable: -17,
  NoConnection: -18,
  TooManyFiles: -19,
  TooManyConnections: -20,
  NoPortLeft: -21,
} as const

type NamedReason = Exclude<(typeof Reason)[keyof typeof Reason], 0>

const reasonTexts: { readonly [code in NamedReason]: string } = {
  [Reason.BreakerOpen]: 'circuit breaker open',
  [Reason.QueueFull]: 'queue full',
  [Reason.Refused]: 'connection refused',
  [Reason.Down]: 'down, no answer',
  [Reason.LostInCrash]: 'lost in a crash',
  [Reason.RateLimited]: 'rate limit reached',
  [Reason.BulkheadFull]: 'bulkhead full',
  [Reason.WaitedTooLong]: 'waited too long for a place',
  [Reason.LimitReached]: 'concurrency limit reached',
  [Reason.Throttled]: 'throttled',
  [Reason.Shed]: 'shed under load',
  [Reason.NoReplica]: 'no replica left',
  [Reason.TooLate]: 'deadline passed in the queue',
  [Reason.OutOfResource]: 'out of a resource',
  [Reason.Unreachable]: 'unreachable',
  [Reason.Untrusted]: 'certificate not trusted',
  [Reason.Undecodable]: 'answer not readable',
  [Reason.NoConnection]: 'no connection free',
  [Reason.TooManyFiles]: 'too many open files',
  [Reason.TooManyConnections]: 'too many connections',
  [Reason.NoPortLeft]: 'no port left',
}

const localReasons = new Set<number>([
  Reason.BreakerOpen,
  Reason.RateLimited,
  Reason.BulkheadFull,
  Reason.WaitedTooLong,
  Reason.LimitReached,
  Reason.Throttled,
  Reason.NoConnection,
])

/**
 * Whether a rejection is the caller's own: one of its policies has made it, and the callee has
 * never heard of the call. (A component with a rate limit of its own answers with 429 instead.)
 */
export const isLocal = (reason: number): boolean => localReasons.has(reason)

/** A reason as text: `503`, `queue full`. */
export const reasonText = (reason: number): string =>
  (reasonTexts as { readonly [code: number]: string })[reason] ?? `${reason}`
