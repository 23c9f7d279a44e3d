/** Controlled delay: sheds by how long requests have waited, not by how many wait. */
import type { Ms } from '../../kernel/units.ts'
import { insistOnLength, insistOnPresent } from '../handed-in.ts'
import type { CodelSettings } from './options.ts'

/** Judges each request when its waiting ends and its service would begin. */
export interface DelayRule {
  /**
   * Whether to shed a request instead of serving it. To be asked for every one, those that have
   * not waited at all included.
   *
   * @param waitedMs how long it has waited
   * @param behind   how many still wait
   */
  sheds(waitedMs: Ms, behind: number, now: Ms): boolean
  /** Nobody waits any more. */
  emptied(): void
}

/** @throws UsageError for a wait or a present that is none */
export function insistOnWait(waitedMs: Ms, now: Ms): void {
  insistOnLength(waitedMs, 'delay rule, sheds(waitedMs, behind, now)')
  insistOnPresent(now, 'delay rule, sheds(waitedMs, behind, now)')
}

/**
 * CoDel as folly has it. The load is too much when even the shortest wait of the last interval was
 * over the target: a burst passes, a standing queue does not. Then all that have waited over twice
 * the target are shed. The first request of an interval is never shed.
 *
 * Source: folly's executors/Codel.cpp; interval 100 ms, target 5 ms.
 */
export class Codel implements DelayRule {
  readonly #targetMs: Ms
  readonly #intervalMs: Ms
  #intervalEnds: Ms = Number.NEGATIVE_INFINITY
  #shortestMs: Ms = 0
  #startsInterval = true
  #overloaded = false

  /** @param settings already checked */
  constructor({ target, interval }: CodelSettings) {
    this.#targetMs = target
    this.#intervalMs = interval
  }

  sheds(waitedMs: Ms, _behind: number, now: Ms): boolean {
    insistOnWait(waitedMs, now)
    if (now > this.#intervalEnds && !this.#startsInterval) {
      this.#startsInterval = true
      this.#intervalEnds = now + this.#intervalMs
      this.#overloaded = this.#shortestMs > this.#targetMs
    }
    if (this.#startsInterval) {
      this.#startsInterval = false
      this.#shortestMs = waitedMs
      return false
    }
    if (waitedMs < this.#shortestMs) this.#shortestMs = waitedMs
    return this.#overloaded && waitedMs > 2 * this.#targetMs
  }

  emptied(): void {}
}
