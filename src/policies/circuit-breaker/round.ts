/** One round of probes: it takes their results, and says when they have decided, and what. */
import type { Decision } from './recovery.ts'
import type { RateRule } from './rate-rule.ts'

/** What the probes have decided; nothing, as long as it hangs on the rest of them. */
export type Decided = 'open' | 'closed' | undefined

/** The probes of one half-open time. */
export interface Round {
  /**
   * @param underWay how many probes are still out
   * @returns what is decided with this result
   */
  /** Takes one of the probes, if any is left. */
  take(failed: boolean, slow: boolean, underWay: number): Decided
}

/** All must succeed. */
class AllPass implements Round {
  #toPass: number

  constructor(probes: number) {
    this.#toPass = probes
  }

  take(failed: boolean, slow: boolean): Decided {
    if (failed || slow) return 'open'
    this.#toPass -= 1
    return this.#toPass === 0 ? 'closed' : undefined
  }
}

/** The first result decides. */
const firstDecides: Round = {
  take: (failed, slow) => (failed || slow ? 'open' : 'closed'),
}

/** So many may fail; it closes when all are back, and opens as soon as too many have failed. */
class Tolerating implements Round {
  readonly #mayFail: number
  #toCome: number
  #failed = 0

  constructor(probes: number, share: number) {
    this.#mayFail = share * probes
    this.#toCome = probes
  }

  take(failed: boolean, slow: boolean, underWay: number): Decided {
    this.#toCome -= 1
    if (failed || slow) this.#failed += 1
    if (this.#failed > this.#mayFail) return 'open'
    return this.#toCome <= 0 && underWay === 0 ? 'closed' : undefined
  }
}

/** So many must succeed; it opens as soon as too many have failed for that. */
class EnoughPass implements Round {
  #toPass: number
  #mayFail: number

  constructor(probes: number, successes: number) {
    this.#toPass = successes
    this.#mayFail = probes - successes
  }

  take(failed: boolean, slow: boolean): Decided {
    if (failed || slow) this.#mayFail -= 1
    else this.#toPass -= 1
    if (this.#mayFail < 0) return 'open'
    return this.#toPass === 0 ? 'closed' : undefined
  }
}

/** The rates of the rule over the first so many results, whichever calls they are of. */
class ByRates implements Round {
  readonly #rule: RateRule
  #toCome: number

  constructor(rule: RateRule, after: number) {
    this.#rule = rule
    this.#toCome = after
  }

  take(failed: boolean, slow: boolean): Decided {
    this.#rule.record(failed, slow, 0)
    this.#toCome -= 1
    if (this.#toCome > 0) return undefined
    return this.#rule.shouldTrip(failed, 0) ? 'open' : 'closed'
  }
}

/** A new round. */
export function roundOf(
  decision: Decision,
  probes: number,
  ratesOver: (calls: number) => RateRule,
): Round {
  if (decision === 'all') return new AllPass(probes)
  if (decision === 'first') return firstDecides
  if ('tolerate' in decision) return new Tolerating(probes, decision.tolerate)
  if ('successes' in decision) return new EnoughPass(probes, decision.successes)
  return new ByRates(ratesOver(decision.after), decision.after)
}
