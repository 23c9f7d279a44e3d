/** What a breaker remembers of calls: its rule, fed with what the options say that counts. */
import type { Ms } from '../../kernel/units.ts'
import { noDuration } from './misuse.ts'
import { type BreakerOptions, trippingRule } from './options.ts'
import type { Decided } from './round.ts'
import type { Counts, TrippingRule } from './tripping-rule.ts'

/** The calls that a breaker has seen, and whether they are enough to open it. */
export class Ledger {
  readonly #options: BreakerOptions
  /** Which calls are counted when they begin; those completed count by their results. */
  readonly #counts: 'completed' | 'started' | 'asked'
  readonly #slowAfter: Ms
  #rule: TrippingRule
  #warmFrom: Ms

  constructor(options: BreakerOptions, since: Ms) {
    const { counts, slowCallDuration } = { counts: null, slowCallDuration: null, ...options }
    this.#options = options
    this.#counts = counts ?? 'completed'
    this.#slowAfter = slowCallDuration ?? Infinity
    this.#rule = trippingRule(options, since)
    this.#warmFrom = since + (options.warmUp ?? -Infinity)
  }

  /** Somebody wants to call. */
  asked(now: Ms): void {
    if (this.#counts === 'asked') this.#rule.began(now)
  }

  /** A call was let through. */
  admitted(isProbe: boolean, now: Ms): void {
    if (this.#counts !== 'started') return
    if (!isProbe || this.#options.probesCount === 'always') this.#rule.began(now)
  }

  /** The result of a call. */
  record(failed: boolean, slow: boolean, now: Ms): void {
    this.#rule.record(failed, slow, now)
  }

  /** The result of a probe, and what is decided with it. */
  recordProbe(failed: boolean, slow: boolean, decided: Decided, now: Ms): void {
    const { probesCount } = this.#options
    if (probesCount === 'always') this.#rule.record(failed, slow, now)
    if (probesCount !== 'decision' || decided === undefined) return
    this.#rule.record(decided === 'open', false, now)
  }

  /** Whether all this is enough to open. */
  isEnough(failed: boolean, now: Ms): boolean {
    if (now < this.#warmFrom || this.#options.mode === 'metricsOnly') return false
    return this.#rule.shouldTrip(failed, now)
  }

  /** Whether a call took too long. */
  isSlow(tookMs: Ms | undefined): boolean {
    if (this.#slowAfter === Infinity) return false
    if (tookMs === undefined || !(tookMs >= 0)) throw noDuration(tookMs)
    return tookMs > this.#slowAfter
  }

  /** The breaker closes. */
  closed(): void {
    if (this.#options.onClose !== 'keep') this.#rule.clear()
  }

  /** A new process begins. */
  restart(now: Ms): void {
    this.#rule = trippingRule(this.#options, now)
    this.#warmFrom = now + (this.#options.warmUp ?? -Infinity)
  }

  counts(now: Ms): Counts {
    return this.#rule.counts(now)
  }
}
