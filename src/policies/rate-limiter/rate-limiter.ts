/** The rate limiter: admits calls as an allowance permits, at once, after a wait, or not at all. */
import { UsageError } from '../../kernel/errors.ts'
import { checked, shown } from '../../kernel/schema.ts'
import { exactRate, type Ms } from '../../kernel/units.ts'
import { type Beginning, insistOnPresent, presentIn } from '../handed-in.ts'
import { type Allowance, HAIR } from './allowance.ts'
import {
  allowanceFor,
  type RateLimitOptions,
  type RateLimitRule,
  rateLimitSchema,
} from './options.ts'

/** The limiter of options that have been read. */
export const limiterOf = (rule: RateLimitRule, extras: Beginning): RateLimiter =>
  new RateLimiter('rate' in rule ? { ...rule, rate: exactRate(rule.rate) } : rule, extras)

/**
 * Limits how many calls pass in how much time. A call that may wait has its permits reserved when
 * it asks: it is told its wait, nobody overtakes it, and it is turned away at once if the wait
 * would be longer than `maxWait`. Who gives up while waiting leaves its permits unused, as with
 * resilience4j and Guava.
 *
 * Nothing is allocated after it has been made.
 *
 * @example
 * const limiter = new RateLimiter({ rate: '100/s', burst: 20, maxWait: 500 }, { now: Date.now() })
 *
 * async function limited<T>(ask: () => Promise<T>): Promise<T> {
 *   const wait = limiter.admit(Date.now())
 *   if (wait === undefined) throw new Error('too many requests')
 *   await new Promise(done => setTimeout(done, wait))
 *   return ask()
 * }
 */
export class RateLimiter {
  readonly #allowance: Allowance
  readonly #maxWait: Ms
  readonly #permits: number
  #turnedAway = 0

  /**
   * @param options how many in how much time; times in milliseconds
   * @param extras  `now`: the present, from which it counts; `where`: what to call it in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: RateLimitOptions, extras: Beginning) {
    const settings = checked(rateLimitSchema, options, extras?.where ?? 'rate limit')
    const now = presentIn(extras, 'new RateLimiter(options, { now })')
    this.#allowance = allowanceFor(settings, now)
    this.#maxWait = ('maxWait' in settings && settings.maxWait) || 0
    this.#permits = settings.permits ?? 1
  }

  /** Calls turned away since it was made. */
  get turnedAway(): number {
    return this.#turnedAway
  }

  /**
   * Asks whether a call may pass, and takes its permits if it may.
   *
   * @param now     the present, in milliseconds
   * @param permits how many it takes; as the options say unless told otherwise
   * @returns how long it must wait before it passes, in milliseconds, or undefined to turn it away
   */
  admit(now: Ms, permits: number = this.#permits): Ms | undefined {
    const wait = this.waitFor(now, permits)
    if (!(wait <= this.#maxWait + HAIR)) {
      this.#turnedAway += 1
      return undefined
    }
    this.#allowance.take(permits, now, wait)
    return wait
  }

  /**
   * How long until a call could pass, in milliseconds: 0 if at once, Infinity if never. It takes
   * nothing, and tells those who are turned away when to come again.
   */
  waitFor(now: Ms, permits: number = this.#permits): Ms {
    if (typeof permits !== 'number' || !(permits > 0)) throw notPermits(permits)
    insistOnPresent(now, 'rate limit, admit(now)')
    const wait = this.#allowance.waitFor(permits, now)
    return wait <= HAIR ? 0 : wait
  }
}

function notPermits(permits: number): UsageError {
  return new UsageError({
    what: `${shown(permits)} is no number of permits`,
    where: 'rate limit, admit(now, permits)',
    fix: 'take 1 or more, or leave permits out',
  })
}
