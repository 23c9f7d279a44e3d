/** The contract between the breaker, which knows states, and a rule, which knows results. */
import type { Ms } from '../../kernel/units.ts'

/** What a rule has seen, as of the moment it is asked. */
export type Counts = {
  /** Calls in the rule's window, whatever came of them. */
  readonly completed: number
  /** Those of them that failed. */
  readonly failed: number
  /** Those of them that took too long, failed or not. */
  readonly slow: number
  /** `failed / completed`, 0 to 1; undefined while the rule has too few calls to tell. */
  readonly failureRate: number | undefined
  /** `slow / completed`, 0 to 1; undefined likewise. */
  readonly slowCallRate: number | undefined
}

/**
 * When a closed breaker has seen enough. Unless it is told otherwise a rule counts completed calls
 * only (never those under way or rejected), and forgets what has grown too old both when it is
 * told and when it is asked.
 */
export interface TrippingRule {
  /** Takes in that a call has begun; only asked of rules that count calls when they begin. */
  began(now: Ms): void
  /** Takes in the result of one completed call. */
  record(failed: boolean, slow: boolean, now: Ms): void
  /** Whether what it has seen is enough to open. Asked after every completed call. */
  shouldTrip(failed: boolean, now: Ms): boolean
  /** Forgets everything. */
  clear(): void
  /** What it has seen. */
  counts(now: Ms): Counts
}
