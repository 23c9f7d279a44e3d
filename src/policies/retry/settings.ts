/** What holds of a retry where its options say nothing. */
import type { Ms } from '../../kernel/units.ts'
import type { RetryOptions } from './options.ts'

/** More than this is not patience but a retry that never ends. */
export const MOST_ATTEMPTS = 1_000

/** The options with every default filled in. */
export type RetrySettings = Required<Omit<RetryOptions, 'budget' | 'delays' | 'bases'>> &
  Pick<RetryOptions, 'delays' | 'bases'>

/** What holds where the options say nothing. */
export const RETRY_DEFAULTS: RetrySettings = Object.freeze({
  attempts: 3,
  backoff: 'exponential',
  base: 100,
  factor: 2,
  cap: 30_000,
  jitter: 'none',
  spread: 0.25,
  capAfterJitter: false,
  jitterBeyondCap: false,
  on: Object.freeze(['error', 'timeout', 'rejected'] as const),
  retryAfter: 'ignore',
})

/** The options, already checked, with the default of every one that is left out. */
export const retrySettings = (options: RetryOptions): RetrySettings => ({
  ...RETRY_DEFAULTS,
  ...(options.delays && listed(options.delays)),
  ...options,
})

/** Where waits are listed, nothing of them grows, and none needs a cap. */
const listed = (delays: readonly Ms[]) => ({
  attempts: Math.min(MOST_ATTEMPTS, delays.length + 1),
  base: delays[0],
  cap: Number.MAX_VALUE,
})
