/** Timeouts: one deadline covers all attempts of a call, and each attempt has a limit within it. */
import { checked } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { NO_DEADLINE, remaining } from './deadline.ts'
import { type TimeoutOptions, timeoutSchema } from './options.ts'

/**
 * Limits a call and its attempts. It remembers nothing of any call: the caller keeps the deadline
 * and may hand it on, so that nobody works on what nobody waits for.
 *
 * @example
 * const timeout = new Timeout({ perTry: 250, overall: 1_000 })
 * const deadline = timeout.deadline(Date.now())
 * const limit = timeout.attemptLimit(deadline, Date.now()) // 250 at first, less towards the end
 */
export class Timeout {
  /** How long one attempt may take, in milliseconds; Infinity when nothing limits it. */
  readonly perTry: Ms
  /** How long the whole call may take, in milliseconds; Infinity when nothing limits it. */
  readonly overall: Ms

  /**
   * @param options the limits, in milliseconds
   * @param where   what to call this timeout in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: TimeoutOptions, where = 'timeout') {
    const { perTry = Infinity, overall = Infinity } = checked(timeoutSchema, options, where)
    this.perTry = perTry
    this.overall = overall
  }

  /**
   * The deadline of a call that begins now.
   *
   * @param inherited the deadline of whoever waits for the call; never exceeded. None by default
   */
  deadline(now: Ms, inherited: Ms = NO_DEADLINE): Ms {
    return Math.min(inherited, now + this.overall)
  }

  /** How long an attempt that begins now may take: min(perTry, what is left); 0 if too late. */
  attemptLimit(deadline: Ms, now: Ms): Ms {
    return Math.min(this.perTry, remaining(deadline, now))
  }
}
