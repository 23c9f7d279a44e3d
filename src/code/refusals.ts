/** What the errors of policies of other libraries mean: who turned a call away, or gave it up. */
import { UsageError } from '../kernel/errors.ts'
import { Outcome } from '../record/outcome.ts'
import { Reason } from '../record/reason.ts'
import { statusOf } from './answered.ts'
import { CallError } from './call-error.ts'

/** How a call failed, as the world counts it. */
type Failure = { readonly outcome: Outcome; readonly reason: number }

const rejected = (reason: number): Failure => ({ outcome: Outcome.Rejected, reason })
const timedOut: Failure = { outcome: Outcome.Timeout, reason: Reason.None }

/** Marks of the errors of cockatiel. */
const flags: readonly (readonly [mark: string, failure: Failure])[] = [
  ['isBrokenCircuitError', rejected(Reason.BreakerOpen)],
  ['isBulkheadRejectedError', rejected(Reason.BulkheadFull)],
  ['isTaskCancelledError', timedOut],
]

/** Codes of the errors of opossum. */
const codes: ReadonlyMap<unknown, Failure> = new Map([
  ['EOPENBREAKER', rejected(Reason.BreakerOpen)],
  ['ESEMLOCKED', rejected(Reason.BulkheadFull)],
  ['ETIMEDOUT', timedOut],
])

const outcomes = {
  error: Outcome.Error,
  timeout: Outcome.Timeout,
  rejected: Outcome.Rejected,
} as const

/**
 * How a call failed whose policy threw.
 *
 * @throws UsageError what was thrown if that is one: a mistake of the spec is no failure
 */
export function howItFailed(error: unknown): Failure {
  if (error instanceof UsageError) throw error
  if (error instanceof CallError) return { outcome: outcomes[error.kind], reason: error.because }
  const said = Object(error) as Readonly<Record<string, unknown>>
  const [, flagged] = flags.find(([mark]) => said[mark] === true) ?? []
  return flagged ?? codes.get(said['code']) ?? { outcome: Outcome.Error, reason: statusOf(error) }
}
