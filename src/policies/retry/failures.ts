/** The ways a call fails, as a retry tells them apart. */
import { chosenBy, numberThat, oneOf } from '../../kernel/schema.ts'

/** The kinds of failures. */
export const FAILURES = ['error', 'timeout', 'rejected', 'open'] as const

/**
 * The ways a call fails: the other side answered with an error, it did not answer in time, it
 * refused the call (overload, rate limit), or the caller's own circuit breaker was open.
 */
export type FailureKind = (typeof FAILURES)[number]

/** What may be worth another try: a kind of failure, or errors and refusals with a certain code. */
export type Retryable = FailureKind | number

const code = numberThat(n => Number.isInteger(n) && n >= 0, 'an error code', 'on: [503]')
const failure = oneOf(FAILURES)

/** What a failure worth another try is written as. */
export const retryable = chosenBy<Retryable>(written =>
  typeof written === 'number' ? code : failure,
)
