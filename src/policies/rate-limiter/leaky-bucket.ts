/** Calls leave one by one, at equal distances: the smoothest of limits. */
import { oneOf } from '../../kernel/schema.ts'
import type { Ms, Rate } from '../../kernel/units.ts'
import { someRate, type Units } from '../units.ts'
import type { Allowance } from './allowance.ts'

/** Lets calls pass at equal distances, without any burst. */
export type LeakyBucketRule<PerTime = Rate> = {
  /** Which algorithm counts. */
  readonly algorithm: 'leakyBucket'
  /** How many pass at most, as in '100/s'. */
  readonly rate: PerTime
}

/** What the options of this rule must look like. */
export const leakyBucketEntries = (units: Units) => ({
  algorithm: oneOf(['leakyBucket']),
  rate: someRate(units),
})

/**
 * Each permit keeps the way shut for 1 / rate. Without a wait that is the strictest of limits; with
 * one, calls queue up and leave smoothly, as with bottleneck's `minTime`.
 */
export class LeakyBucket implements Allowance {
  readonly #interval: Ms
  #freeAt: Ms = -Infinity

  /** @param rule see LeakyBucketRule; already checked, its rate per millisecond */
  constructor({ rate }: LeakyBucketRule<number>) {
    this.#interval = 1 / rate
  }

  waitFor(_permits: number, now: Ms): Ms {
    return Math.max(0, this.#freeAt - now)
  }

  take(permits: number, now: Ms, wait: Ms): void {
    this.#freeAt = now + wait + permits * this.#interval
  }
}
