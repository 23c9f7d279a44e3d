/** Trips on the share of failures, or of slow calls, among the calls remembered. */
import type { Ms } from '../../kernel/units.ts'
import type { CallWindowRule, TimeWindowRule } from './rate-options.ts'
import { arithmetics, type IsEnough } from './share-of-calls.ts'
import type { Counts, TrippingRule } from './tripping-rule.ts'
import { AlignedRing } from './windows/aligned-ring.ts'
import type { CallWindow, Tally } from './windows/call-window.ts'
import { LastCalls } from './windows/last-calls.ts'
import { OneStepRing } from './windows/one-step-ring.ts'
import { SlidingRing } from './windows/sliding-ring.ts'

const DEFAULT_BUCKETS = 10
/** A share that no share reaches or exceeds. */
const NEVER = NaN

const tally = (calls: number, failed: number, slow: number): Tally =>
  Object.freeze({ calls, failed, slow })

const STARTED = tally(1, 0, 0)

/** What a result adds: neither, failed, slow, both. A call counted at its start is not new. */
const resultsOf = (calls: 0 | 1): readonly Tally[] => [
  tally(calls, 0, 0),
  tally(calls, 1, 0),
  tally(calls, 0, 1),
  tally(calls, 1, 1),
]

/** Trips when there are at least `minimumCalls` in the window and a share of them is enough. */
export class RateRule implements TrippingRule {
  readonly #window: CallWindow
  readonly #minimumCalls: number
  /** How many calls a share is of; 0 for those in the window. */
  readonly #of: number
  readonly #failureRate: number
  readonly #slowCallRate: number
  readonly #isEnough: IsEnough
  readonly #onFailuresOnly: boolean
  readonly #results: readonly Tally[]

  /**
   * @param rule already checked
   * @param since when the process began, from which a timer counts
   */
  constructor(rule: TimeWindowRule | CallWindowRule, since: Ms = 0) {
    this.#window = windowOf(rule, since)
    this.#of = rule.shareOf === 'capacity' ? rule.lastCalls : 0
    this.#minimumCalls = rule.minimumCalls ?? (this.#of > 0 ? 1 : (rule.lastCalls ?? 1))
    this.#failureRate = rule.failureRate ?? NEVER
    this.#slowCallRate = rule.slowCallRate ?? NEVER
    this.#isEnough = arithmetics[rule.arithmetic ?? 'quotient'][rule.trips ?? 'reached']
    this.#onFailuresOnly = rule.judgedOn === 'failure'
    const atStart = rule.window !== undefined && (rule.counts ?? 'completed') !== 'completed'
    this.#results = resultsOf(atStart ? 0 : 1)
  }

  began(now: Ms): void {
    this.#window.add(STARTED, now)
  }

  record(failed: boolean, slow: boolean, now: Ms): void {
    this.#window.add(this.#results[(failed ? 1 : 0) + (slow ? 2 : 0)], now)
  }

  shouldTrip(failed: boolean, now: Ms): boolean {
    if (this.#onFailuresOnly && !failed) return false
    const { totals } = this.#window
    if (totals.failed + totals.slow === 0) return false
    this.#window.ask(now)
    if (!this.#tells(totals)) return false
    const isEnough = this.#isEnough
    return (
      isEnough(totals.failed, this.#of || totals.calls, this.#failureRate) ||
      (totals.slow > 0 && isEnough(totals.slow, this.#of || totals.calls, this.#slowCallRate))
    )
  }

  clear(): void {
    this.#window.clear()
  }

  counts(now: Ms): Counts {
    this.#window.ask(now)
    const { totals } = this.#window
    const { calls, failed, slow } = totals
    const tells = calls > 0 && this.#tells(totals)
    return {
      completed: calls,
      failed,
      slow,
      failureRate: tells ? failed / calls : undefined,
      slowCallRate: tells ? slow / calls : undefined,
    }
  }

  #tells({ calls }: Tally): boolean {
    return calls >= this.#minimumCalls
  }
}

const rings = {
  aligned: (windowMs: Ms, buckets: number) => new AlignedRing(windowMs / buckets, buckets),
  /** A timer takes whole milliseconds; one that fires on time is an aligned ring of its own. */
  timer: (windowMs: Ms, buckets: number, since: Ms) =>
    new AlignedRing(Math.floor(windowMs / buckets), buckets, since),
  sliding: (windowMs: Ms, buckets: number) => new SlidingRing(windowMs, buckets),
  oneStep: (windowMs: Ms, buckets: number) => new OneStepRing(windowMs / buckets, buckets),
}

function windowOf(rule: TimeWindowRule | CallWindowRule, since: Ms): CallWindow {
  if (rule.window === undefined) return new LastCalls(rule.lastCalls)
  const { window, buckets = DEFAULT_BUCKETS, ring = 'aligned' } = rule
  return rings[ring](window, buckets, since)
}
