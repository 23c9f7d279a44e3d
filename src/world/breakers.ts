/** The circuit breakers of one call: each replica of the caller has its own, as processes do. */
import type { Ms } from '../kernel/units.ts'
import { type BreakerOptions, CircuitBreaker } from '../policies/index.ts'
import type { Recording } from '../record/recording.ts'

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

  /** The breaker of one replica. */
  of(replica: number): CircuitBreaker {
    return this.#byReplica[replica] ?? this.#make(replica)
  }

  /** A restarted process knows nothing of earlier failures. */
  reset(replica: number, now: Ms): void {
    this.#byReplica[replica]?.reset(now)
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
