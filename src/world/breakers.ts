/** The circuit breakers of one call: each replica of the caller has its own, as processes do. */
import type { Ms } from '../kernel/units.ts'
import { type BreakerOptions, CircuitBreaker, type Permit } from '../policies/index.ts'
import type { Outcome } from '../record/outcome.ts'
import type { Recording } from '../record/recording.ts'
import type { Call } from './call.ts'
import { breakerVerdict } from './verdicts.ts'

/** One breaker for each replica that calls, made when it first does. */
export class Breakers {
  readonly #call: string
  readonly #options: BreakerOptions
  readonly #recording: Recording
  readonly #byReplica: CircuitBreaker[] = []

  /** @param call the name of the call they guard */
  constructor(call: string, options: BreakerOptions, recording: Recording) {
    this.#call = call
    this.#options = options
    this.#recording = recording
  }

  /** Asks the breaker of the caller's replica; the permit goes with the call. */
  admits(call: Call, now: Ms): boolean {
    const breaker = this.#of(call.parent.replica.index)
    const admission = breaker.admit(now)
    if (!admission.admitted) return false
    call.breaker = breaker
    call.permit = admission
    return true
  }

  /** Tells the breaker that let an attempt begin how it ended. */
  settle(call: Call, outcome: Outcome, reason: number, now: Ms): void {
    call.breaker?.settle(call.permit as Permit, breakerVerdict(outcome, reason), now)
    call.breaker = null
  }

  /** A restarted process knows nothing of earlier failures. */
  reset(replica: number, now: Ms): void {
    this.#byReplica[replica]?.reset(now)
  }

  #of(replica: number): CircuitBreaker {
    return this.#byReplica[replica] ?? this.#make(replica)
  }

  #make(replica: number): CircuitBreaker {
    const breaker = new CircuitBreaker(this.#options, {
      where: this.#call,
      onTransition: (from, to, at) => {
        if (from === to) return
        this.#recording.transitions.push({ at, call: this.#call, replica, from, to })
      },
    })
    this.#byReplica[replica] = breaker
    return breaker
  }
}
