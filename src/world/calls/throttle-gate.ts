/** The adaptive throttle of a caller: what would be turned away is not even sent. */
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { AdaptiveThrottle } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from './call.ts'
import { Entry, type Gate } from './gate.ts'
import { loadVerdict } from './verdicts.ts'

/** Turns away a share of the calls, the larger the fewer the callee accepts. */
export class ThrottleGate implements Gate {
  readonly limit = 'throttle'
  readonly #throttle: AdaptiveThrottle
  readonly #random: Random

  constructor(throttle: AdaptiveThrottle, random: Random) {
    this.#throttle = throttle
    this.#random = random
  }

  enter(_call: Call, now: Ms): number {
    return this.#throttle.admit(this.#random, now) ? Entry.In : Reason.Throttled
  }

  leave(_call: Call, outcome: Outcome, reason: number, now: Ms): void {
    if (isAccepted(outcome, reason)) this.#throttle.accepted(now)
  }

  /** Nobody waits here. */
  forget(): void {}
}

/** Whether the callee took the call: it answered, if only with an error that is not overload. */
function isAccepted(outcome: Outcome, reason: number): boolean {
  const verdict = loadVerdict(outcome, reason)
  return verdict === 'ok' || (verdict === 'ignored' && outcome === Outcome.Error && reason > 0)
}
