/** A rate limit at the entrance of a replica: what comes too often is answered with code 429. */
import type { Ms } from '../../kernel/units.ts'
import type { RateLimiter } from '../../policies/index.ts'
import type { RateLimitRule } from '../../policies/rate-limiter/options.ts'
import { limiterOf } from '../../policies/rate-limiter/rate-limiter.ts'
import type { Door } from './door.ts'
import type { Task } from './task.ts'

const TOO_MANY_REQUESTS = 429

type Extras = {
  readonly perClient: boolean
  readonly where: string
  readonly limiters: Map<string, RateLimiter>
}

/** One limit for all callers, or one for each component that calls. */
export class RateLimitDoor implements Door {
  readonly kind = 'rateLimit'
  readonly #options: RateLimitRule
  readonly #perClient: boolean
  readonly #where: string
  readonly #limiters: Map<string, RateLimiter>

  /**
   * @param options how many in how much time
   * @param extras  `perClient`: whether each caller has a limit of its own; `limiters`: those there
   *                are, by client; replicas that count together share them
   */
  constructor(options: RateLimitRule, { perClient, where, limiters }: Extras) {
    this.#options = options
    this.#perClient = perClient
    this.#where = where
    this.#limiters = limiters
  }

  admit(task: Task, now: Ms): number {
    const limiter = this.#limiterFor(task)
    if (limiter.admit(now) !== undefined) return 0
    task.retryAfterMs = limiter.waitFor(now)
    return TOO_MANY_REQUESTS
  }

  left(): void {}

  #limiterFor({ client: sender, replica }: Task): RateLimiter {
    const client = this.#perClient ? sender : ''
    const known = this.#limiters.get(client)
    if (known !== undefined) return known
    const now = Math.max(0, replica.restartedAt)
    const made = limiterOf(this.#options, { now, where: this.#where })
    this.#limiters.set(client, made)
    return made
  }
}
