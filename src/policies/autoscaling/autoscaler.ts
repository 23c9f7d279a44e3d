/**
 * An autoscaler: how many replicas are wanted, by what they have to do. The rules are those of
 * Kubernetes' horizontal pod autoscaler (v2, `replica_calculator.go`): as many as bring what each
 * has to its target, rounded up; nothing within the tolerance; those that are not ready yet count
 * as having nothing to do where more are wanted; none is taken away that was wanted at any time of
 * the stabilisation window. A cooldown is that of AWS' simple scaling.
 */
import type { Ms } from '../../kernel/units.ts'
import type { AutoscalingSettings } from './options.ts'

/** What an autoscaler sees when it looks. */
export type Seen = {
  readonly now: Ms
  /** How many are wanted as things stand, ready or not. */
  readonly wanted: number
  /** How many of them are ready. */
  readonly ready: number
  /**
   * What all have to do together: slots in use, in replicas; requests by the millisecond; or
   * requests that wait.
   */
  readonly total: number
}

/** Decides how many replicas there are to be. It is asked once every `every`. */
export class Autoscaler {
  readonly settings: AutoscalingSettings
  readonly #target: number
  /**
   * What it has recommended in the stabilisation window, the earliest first; without what a later
   * one is not below, which is the highest of no window any more.
   */
  readonly #recommended: { readonly at: Ms; readonly replicas: number }[]
  #scaledAt = Number.NEGATIVE_INFINITY

  /** @param wanted how many there are when it begins */
  constructor(settings: AutoscalingSettings, { now, wanted }: Pick<Seen, 'now' | 'wanted'>) {
    this.settings = settings
    ;[this.#target] = Object.values(settings.target)
    this.#recommended = [{ at: now, replicas: wanted }]
  }

  /** How many there are to be from now on; as many as were wanted where nothing is to change. */
  decide(seen: Seen): number {
    const { now, wanted } = seen
    const { min, max, cooldown } = this.settings
    const recommended = Math.min(max, Math.max(min, this.#wantedBy(seen)))
    const decided = this.#stabilised(recommended, seen)
    if (decided === wanted || now - this.#scaledAt < cooldown) return wanted
    this.#scaledAt = now
    return decided
  }

  /** By the ratio of what each has to what it is to have. */
  #wantedBy({ wanted, ready, total }: Seen): number {
    const isPerReplica = 'utilisation' in this.settings.target
    if (!isPerReplica) return this.#scaled(total, { by: wanted, wanted })
    if (ready === 0) return wanted // nobody to measure
    const isTooMuch = total / ready > this.#target
    if (!isTooMuch || ready >= wanted) return this.#scaled(total, { by: ready, wanted })
    const more = this.#scaled(total, { by: wanted, wanted })
    return Math.max(more, wanted)
  }

  #scaled(total: number, { by, wanted }: { readonly by: number; readonly wanted: number }): number {
    const ratio = total / by / this.#target
    if (Math.abs(ratio - 1) <= this.settings.tolerance + ROUNDING) return wanted
    return Math.ceil(ratio * by - ROUNDING)
  }

  #stabilised(replicas: number, { now, wanted }: Seen): number {
    const { stabilisationWindow: windowMs } = this.settings
    const recommended = this.#recommended
    while (recommended.length > 0 && now - recommended[0].at >= windowMs) recommended.shift()
    while ((recommended.at(-1)?.replicas ?? Infinity) <= replicas) recommended.pop()
    recommended.push({ at: now, replicas })
    return replicas >= wanted ? replicas : Math.min(wanted, recommended[0].replicas)
  }
}

/** 0.6 × 5 is a bit more than 3. */
const ROUNDING = 1e-9
