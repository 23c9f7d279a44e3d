/**
 * Why something failed, beside its kind of outcome: the code of an error, or a reason of this
 * table, which says who turned it away or lost it.
 */

/** A reason. */
type Row = {
  /** As people read it. */
  readonly text: string
  /** One of the caller's own policies says so: the callee has never heard of the call. */
  readonly isLocal?: true
  /** The way to the callee says so: the callee has never heard of the call, either. */
  readonly isOnTheWay?: true
}

/** All reasons. Their numbers count down from -1 and stand in digests: a new one comes last. */
const rows = {
  BreakerOpen: { text: 'circuit breaker open', isLocal: true },
  QueueFull: { text: 'queue full' },
  Refused: { text: 'connection refused' },
  Down: { text: 'down, no answer' },
  LostInCrash: { text: 'lost in a crash' },
  RateLimited: { text: 'rate limit reached', isLocal: true },
  BulkheadFull: { text: 'bulkhead full', isLocal: true },
  WaitedTooLong: { text: 'waited too long for a place', isLocal: true },
  LimitReached: { text: 'concurrency limit reached', isLocal: true },
  Throttled: { text: 'throttled', isLocal: true },
  Shed: { text: 'shed under load' },
  NoReplica: { text: 'no replica left' },
  TooLate: { text: 'deadline passed in the queue' },
  OutOfResource: { text: 'out of a resource' },
  Unreachable: { text: 'unreachable', isOnTheWay: true },
  Untrusted: { text: 'certificate not trusted', isOnTheWay: true },
  Undecodable: { text: 'answer not readable' },
  NoConnection: { text: 'no connection free', isLocal: true },
  TooManyFiles: { text: 'too many open files' },
  TooManyConnections: { text: 'too many connections' },
  NoPortLeft: { text: 'no port left' },
  Unresolved: { text: 'name not resolved', isOnTheWay: true },
  BreakerHalfOpen: { text: 'circuit breaker half-open', isLocal: true },
  NotAcknowledged: { text: 'not acknowledged in time' },
  ConnectionReset: { text: 'connection reset' },
  CutOff: { text: 'cut off by a stop' },
} as const satisfies { readonly [name: string]: Row }

type Name = keyof typeof rows

const all: readonly Row[] = Object.values(rows)

/** The numbers of the reasons, which are negative; `None` where there is none. */
export const Reason = Object.freeze({
  None: 0,
  ...(Object.fromEntries(Object.keys(rows).map((name, i) => [name, -1 - i])) as {
    readonly [name in Name]: number
  }),
})

/** As callers are told whose request was inside when its replica went down. */
export const lostInside: readonly number[] = [Reason.LostInCrash, Reason.CutOff]

const rowOf = (reason: number): Row | undefined => all[-1 - reason]

/**
 * Whether a rejection is the caller's own: one of its policies has made it, and the callee has
 * never heard of the call. (A component with a rate limit of its own answers with 429 instead.)
 */
export const isLocal = (reason: number): boolean => rowOf(reason)?.isLocal === true

/** Whether the way to the callee has failed, and nothing was sent: no name, no route, no trust. */
export const isOnTheWay = (reason: number): boolean => rowOf(reason)?.isOnTheWay === true

/** A reason as text: `503`, `queue full`. */
export const reasonText = (reason: number): string => rowOf(reason)?.text ?? `${reason}`

/** The texts of the reasons that fit. */
export const reasonTexts = (fits: (reason: number) => boolean): ReadonlySet<string> =>
  new Set(Object.values(Reason).filter(fits).map(reasonText))
