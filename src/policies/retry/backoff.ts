/** The contract between a retry, which counts attempts, and a formula, which knows the waits. */
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'

/**
 * What is remembered of one call while it is tried again and again. The caller keeps it, and may
 * keep it inside a larger record of the call; the policy itself remembers nothing of any call.
 */
export type RetryProgress = {
  /** Attempts that have failed so far. */
  attempts: number
  /** How far the waits have grown: the number of the retry, or since the callee has set a wait. */
  step: number
  /** The wait before the latest attempt, in milliseconds; 0 before the first. */
  delay: Ms
  /** For a formula that must remember more than its last wait; 0 before the first. */
  mark: number
}

/** A formula for waits, one object for all calls. */
export interface Backoff {
  /**
   * The wait before retry `progress.step` (1 is the first), in milliseconds: never negative and
   * never over the cap. It may write `progress.mark`, and leaves the rest to `Retry`.
   */
  delay(progress: RetryProgress, random: Random): Ms
}
