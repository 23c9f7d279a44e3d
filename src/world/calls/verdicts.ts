/** What the end of an attempt means to the policies of the call. */
import type { CallOutcome, FailureKind, LoadOutcome } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { isLocal, Reason } from '../../record/reason.ts'

/**
 * What the end of an attempt tells a circuit breaker about the callee: what the caller's own
 * policies turned away says nothing of it.
 *
 * @param ignores the codes of errors that do not count
 */
export function breakerVerdict(
  outcome: Outcome,
  reason: number,
  ignores: readonly number[],
): CallOutcome {
  if (outcome === Outcome.Rejected && isLocal(reason)) return 'cancelled'
  if (outcome === Outcome.Error && ignores.includes(reason)) return 'ignored'
  return verdicts[outcome]
}

const verdicts: { readonly [outcome in Outcome]: CallOutcome } = {
  [Outcome.Ok]: 'ok',
  [Outcome.Degraded]: 'ok',
  [Outcome.Error]: 'failed',
  [Outcome.Timeout]: 'failed',
  [Outcome.Rejected]: 'failed',
  [Outcome.Incorrect]: 'ok',
  [Outcome.Cancelled]: 'cancelled',
}

/** Whether the caller knows that it got no answer it can use. */
export const isFailure = (outcome: Outcome): boolean =>
  outcome === Outcome.Error || outcome === Outcome.Timeout || outcome === Outcome.Rejected

/** Whether the caller left before the answer. */
export const isGivenUp = (outcome: Outcome): boolean =>
  outcome === Outcome.Timeout || outcome === Outcome.Cancelled

/** The code by which a caller knows a failure; 503 for what is a rejection or a loss. */
export const codeOf = (reason: number): number => (reason > 0 ? reason : UNAVAILABLE)

const UNAVAILABLE = 503

/** The code by which a caller knows that it waited in vain. */
export const GATEWAY_TIMEOUT = 504

/** Whether a circuit breaker has turned a call away: open, or half-open and no probe of its. */
export const isOfBreaker = (reason: number): boolean =>
  reason === Reason.BreakerOpen || reason === Reason.BreakerHalfOpen

/** What kind of failure it is, for a retry to decide. */
export function failureKind(outcome: Outcome, reason: number): FailureKind {
  if (outcome === Outcome.Timeout) return 'timeout'
  if (outcome === Outcome.Error) return 'error'
  return isOfBreaker(reason) ? 'open' : 'rejected'
}

/** The codes by which a callee says that it has too much to do. */
const OVERLOADED = new Set([429, UNAVAILABLE])

/**
 * What the end of a call tells a caller about the load of the callee. Other errors, and what came
 * to nothing by the caller's own doing, say nothing about it.
 */
export function loadVerdict(outcome: Outcome, reason: number): LoadOutcome {
  switch (outcome) {
    case Outcome.Timeout:
      return 'dropped'
    case Outcome.Rejected:
      return isLocal(reason) ? 'ignored' : 'dropped'
    case Outcome.Error:
      return OVERLOADED.has(reason) ? 'dropped' : 'ignored'
    case Outcome.Cancelled:
      return 'ignored'
    default:
      return 'ok'
  }
}
