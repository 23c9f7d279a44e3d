/** A rate limit before calls: so many begin in so much time; others wait, or are turned away. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import { WaitingRow } from '../../kernel/waiting-row.ts'
import { Waker } from '../../kernel/waker.ts'
import { fits, type RateLimiter } from '../../policies/index.ts'
import type { RateLimitRule } from '../../policies/rate-limiter/options.ts'
import { limiterOf } from '../../policies/rate-limiter/rate-limiter.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from './call.ts'
import { Entry, type Gate } from './gate.ts'
import { rateLimitName } from './limit-names.ts'

/** One rate limit; several replicas may share it. */
export class RateLimitGate implements Gate {
  readonly limit: string
  readonly #agenda: Agenda
  readonly #limiter: RateLimiter
  readonly #waiting = new WaitingRow<Call>()
  readonly #waker: Waker

  /** @param extras `now`: since when it counts; `where`: what to call it in an error */
  constructor(agenda: Agenda, options: RateLimitRule, extras: { now: Ms; where: string }) {
    this.limit = rateLimitName(options)
    this.#agenda = agenda
    this.#limiter = limiterOf(options, extras)
    this.#waker = new Waker(agenda, () => this.#letIn())
  }

  /** A wait that would end at the deadline or later is not begun. */
  enter(call: Call, now: Ms): number {
    if (!fits(call.deadlineAt, now + this.#limiter.waitFor(now))) return Reason.RateLimited
    const wait = this.#limiter.admit(now)
    if (wait === undefined) return Reason.RateLimited
    if (wait === 0) return Entry.In
    this.#waiting.add(call, now + wait)
    this.#waker.at(this.#waiting.dueAt)
    return Entry.Waits
  }

  leave(): void {}

  forget(call: Call): void {
    this.#waiting.remove(call)
  }

  #letIn(): void {
    while (this.#waiting.dueAt <= this.#agenda.now) {
      const call = this.#waiting.shift()
      call.site.letIn(call)
    }
    this.#waker.at(this.#waiting.dueAt)
  }
}
