/** Faults that begin or end by what is measured: they look, and then act on what they have seen. */
import { hasReached } from '../../kernel/rounding.ts'
import type { Timing, When } from '../../faults/timing.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import type { ConditionCheck } from '../../world/faults/condition-checks.ts'
import type { Watcher } from '../../world/faults/watch.ts'
import type { Injection } from './injection.ts'

/** Ends a fault, whatever has begun it, as soon as a condition holds. */
export class EndsWhen implements Watcher {
  readonly #injection: Injection
  readonly #until: ConditionCheck
  #holds = false

  constructor(injection: Injection, until: ConditionCheck) {
    this.#injection = injection
    this.#until = until
  }

  look(now: Ms): void {
    this.#holds = this.#until.look(now)
  }

  act(now: Ms): void {
    if (this.#holds && this.#injection.hasBegunBefore(now)) this.#injection.end(this.#until.seen())
  }
}

/** Begins a fault whenever a condition holds. */
export class BeginsWhen implements Watcher {
  readonly #injection: Injection
  readonly #condition: ConditionCheck
  readonly #when: When
  readonly #timing: Pick<Timing, 'atMs' | 'forMs'>
  /** Whether it ends as soon as the condition no longer holds. */
  readonly #isWhile: boolean
  #holds = false
  #isComing = false
  #hasBegun = false

  constructor(
    injection: Injection,
    condition: ConditionCheck,
    timing: Pick<Timing, 'atMs' | 'forMs'> & { readonly when: When; readonly isWhile: boolean },
  ) {
    this.#injection = injection
    this.#condition = condition
    this.#when = timing.when
    this.#timing = timing
    this.#isWhile = timing.isWhile
  }

  look(now: Ms): void {
    this.#holds = this.#condition.look(now)
  }

  act(now: Ms): void {
    if (this.#injection.isInForce) {
      if (this.#isWhile && !this.#holds) this.#injection.end(this.#condition.seen())
    } else if (this.#holds && this.#mayBegin(now)) {
      this.#trigger(now)
    }
  }

  #mayBegin(now: Ms): boolean {
    const { untilMs, cooldownMs, once } = this.#when
    if (this.#isComing || (once && this.#hasBegun)) return false
    const isInTime = now >= this.#timing.atMs && now < untilMs
    return isInTime && hasReached(now - this.#injection.endedAt, cooldownMs)
  }

  #trigger(now: Ms): void {
    const { afterMs } = this.#when
    const seen = this.#condition.seen()
    if (afterMs === 0) return this.#begin(now, seen)
    this.#isComing = true
    const due = now + afterMs
    this.#injection.at(due, () => {
      this.#isComing = false
      const isStillWanted = this.#holds || !this.#isWhile
      const { untilMs } = this.#when
      if (isStillWanted && due < untilMs) {
        this.#begin(due, `${seen} ${exactDuration(afterMs)} before`)
      }
    })
  }

  #begin(now: Ms, began: string): void {
    const { forMs } = this.#timing
    const { untilMs } = this.#when
    this.#hasBegun = true
    const byLength = now + forMs
    const ended = byLength <= untilMs ? `after ${exactDuration(forMs)}` : 'its time was up'
    const end = Math.min(byLength, untilMs)
    this.#injection.begin({ untilMs: end, began, ...(end < Infinity && { ended }) })
  }
}
