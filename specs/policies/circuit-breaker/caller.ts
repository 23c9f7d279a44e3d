/** A caller in the stories: its calls take no time, and every one is settled. */
import {
  type Admission,
  type CallOutcome,
  type CircuitBreaker,
  type Permit,
} from 'gameday/policies'

/** Makes one call at an instant, if the breaker lets it, and settles it there and then. */
export function call(breaker: CircuitBreaker, outcome: CallOutcome, at: number): Admission {
  const admission = breaker.admit(at)
  if (admission.admitted) breaker.settle(admission, outcome, at)
  return admission
}

/** Makes a call that must be let through, and leaves it under way. */
export function begin(breaker: CircuitBreaker, at: number): Permit {
  const admission = breaker.admit(at)
  if (!admission.admitted) throw new Error(`rejected at ${at}, until ${admission.retryAt}`)
  return admission
}

/** Makes several calls in turn, all at the same instant. */
export function calls(breaker: CircuitBreaker, outcomes: readonly CallOutcome[], at: number): void {
  for (const outcome of outcomes) call(breaker, outcome, at)
}
