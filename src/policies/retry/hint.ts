/** What a retry makes of an answer that says when to come again. */
import { chosenBy, isRecord, oneOf, optional, options, type Schema } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { anyTime, type Units } from '../units.ts'

const HINTS = ['ignore', 'aws', 'grpc'] as const

/**
 * What a retry makes of an answer that says when to come again (`Retry-After`): nothing; as the AWS
 * SDKs, its own wait or the one asked for if that is longer, but by no more than 5 s; as gRPC
 * (`grpc-retry-pushback-ms`), just the wait asked for, after which waits grow from the base again,
 * and no retry at all if it is negative; or `{ most }`: the wait asked for in place of its own.
 */
export type RetryHint<Time = Ms> = (typeof HINTS)[number] | RetryAfterInstead<Time>

/** The wait asked for in place of one's own, up to a limit. */
export type RetryAfterInstead<Time = Ms> = {
  /** The longest wait that may be asked for; a plain number in ms. No limit by default. */
  readonly most?: Time
  /**
   * What to do when more is asked for: wait for `most` (`'capped'`, as undici does; the default),
   * or not try again at all (`'givesUp'`, as got does beyond its `maxRetryAfter`).
   */
  readonly beyond?: 'capped' | 'givesUp'
}

/** What it must look like, in these units. */
export function retryHintIn(units: Units): Schema<RetryHint> {
  const words = oneOf(HINTS)
  const instead: Schema<RetryAfterInstead> = options({
    most: optional(anyTime(units, 'most: 30_000')),
    beyond: optional(oneOf(['capped', 'givesUp'])),
  })
  return chosenBy<RetryHint>(written => (isRecord(written) ? instead : words))
}

/** The wait that takes the place of one's own; undefined for none, and no other try. */
export function waitInstead(
  hint: Ms,
  { most = Infinity, beyond }: RetryAfterInstead,
): Ms | undefined {
  if (hint > most) return beyond === 'givesUp' ? undefined : most
  return Math.max(0, hint)
}
