/** Our breaker under a script, driven as the simulator and a careful caller drive it. */
import {
  type BreakerOptions,
  type CallOutcome,
  CircuitBreaker,
  type Permit,
} from 'gameday/policies'
import { type Answer, EPOCH, type Subject } from './script.ts'

/** Times out calls when the options say so, and asks again for those that wait. */
export class Ours implements Subject {
  readonly #breaker: CircuitBreaker
  readonly #timeout: number
  readonly #answers: Answer[] = []
  readonly #permits = new Map<number, { readonly permit: Permit; readonly began: number }>()
  #now = EPOCH
  #hasTurned = false

  constructor(options: BreakerOptions) {
    const { timeout = Infinity, ...machine } = options
    this.#timeout = timeout
    this.#breaker = new CircuitBreaker(machine, {
      since: EPOCH,
      onTransition: () => {
        this.#hasTurned = true
      },
    })
  }

  wait(ms: number): void {
    const until = this.#now + ms
    for (const [call, { began }] of this.#permits) {
      if (began + this.#timeout > until) continue
      this.#now = began + this.#timeout
      this.#settle(call, 'failed')
    }
    this.#now = until
    this.#breaker.wake(until)
    this.#askAgain()
  }

  begin(call: number): void {
    const admission = this.#breaker.admit(this.#now)
    if (admission.admitted) {
      this.#permits.set(call, { permit: admission, began: this.#now })
      this.#answers[call] = 'admitted'
    } else {
      this.#answers[call] = admission.waits === true ? 'waiting' : 'rejected'
    }
    this.#askAgain()
  }

  end(call: number, outcome: CallOutcome): void {
    this.#settle(call, outcome)
    this.#askAgain()
  }

  state(): string {
    return this.#breaker.state.name
  }

  answers(): readonly Answer[] {
    return this.#answers
  }

  #settle(call: number, outcome: CallOutcome): void {
    const made = this.#permits.get(call)
    if (made === undefined) return
    this.#permits.delete(call)
    this.#breaker.settle(made.permit, outcome, this.#now, this.#now - made.began)
  }

  #askAgain(): void {
    if (!this.#hasTurned) return
    this.#hasTurned = false
    for (const [call, answer] of this.#answers.entries()) {
      if (answer === 'waiting') this.begin(call)
    }
  }
}
