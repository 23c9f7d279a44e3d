/** What a breaker remembers of calls: its rule, fed with what the options say that counts. */
import { isOver } from '../../kernel/rounding.ts'
import type { Ms } from '../../kernel/units.ts'
import { noDuration } from './misuse.ts'
import { type BreakerOptions, trippingRule } from './options.ts'
import type { Decided } from './round.ts'
import type { Counts, TrippingRule } from './tripping-rule.ts'

/** The calls that a breaker has seen, and whether they are enough to open it. */
export class Ledger {
  readonly #options: BreakerOptions
  /** Whether calls count when they are asked for, or when they start, and not when they end. */
  readonly countsAsked: boolean
  readonly countsStarted: boolean
  readonly #slowAfter: Ms
  #rule: TrippingRule
  #warmFrom: Ms

  constructor(options: BreakerOptions, since: Ms) {
    const { counts, slowCallDuration } = { counts: null, slowCallDuration: null, ...options }
    this.#options = options
    this.countsAsked = counts === 'asked'
    this.countsStarted = counts === 'started'
    this.#slowAfter = slowCallDuration ?? Infinity
    this.#rule = trippingRule(options, since)
    this.#warmFrom = warmFrom(options, since)
  }

  /** A call begins that counts from its beginning. */
  began(now: Ms): void {
    this.#rule.began(now)
  }

  /** A probe begins that counts from its beginning, if probes count at all. */
  probeBegan(now: Ms): void {
    if (this.#options.probesCount === 'always') this.#rule.began(now)
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
    return !(now < this.#warmFrom) && this.#rule.shouldTrip(failed, now)
  }

  /** Whether a call took too long. */
  isSlow(tookMs: Ms | undefined): boolean {
    if (this.#slowAfter === Infinity) return false
    if (tookMs === undefined || !(tookMs >= 0)) throw noDuration(tookMs)
    return isOver(tookMs, this.#slowAfter)
  }

  /** The breaker closes. */
  closed(): void {
    if (this.#options.onClose !== 'keep') this.#rule.clear()
  }

  /** A new process begins. */
  restart(now: Ms): void {
    this.#rule = trippingRule(this.#options, now)
    this.#warmFrom = warmFrom(this.#options, now)
  }

  counts(now: Ms): Counts {
    return this.#rule.counts(now)
  }
}

/** From when on it may open: one that only counts never does. */
function warmFrom({ warmUp = -Infinity, mode }: BreakerOptions, since: Ms): Ms {
  return mode === 'metricsOnly' ? Infinity : since + warmUp
}
