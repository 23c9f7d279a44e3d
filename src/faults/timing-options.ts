/** What may be said of `when` and `randomly`, and what it comes to. */
import * as v from 'valibot'
import { oneOf, optional, options, type Schema, yesOrNo } from '../kernel/schema.ts'
import { type Duration } from '../kernel/units.ts'
import { aDuration, durationOver0 } from '../kernel/unit-schemas.ts'
import type { Periodic, Randomly } from './timing.ts'

/** How a fault follows its condition. */
export type WhenOptions = {
  /** How long it lasts each time; the same as `.for(…)`. Default: while the condition holds. */
  readonly for?: Duration
  /** So long after the condition came to hold; default at once. */
  readonly after?: Duration
  /** Not again before so long after its end; default at once. */
  readonly cooldown?: Duration
}

/** How a fault comes and goes by chance. */
export type RandomlyOptions = {
  /** The mean time from the end of one to the beginning of the next (MTBF). */
  readonly every: Duration
  /** The mean time that one lasts (MTTR). */
  readonly for: Duration
  /** Each lasts exactly so long, where otherwise lengths are exponential; default false. */
  readonly exactly?: boolean
  /**
   * `'replica'` if every replica of the target fails by itself, `'oneReplica'` if each time one of
   * them does, by chance; default `'target'`.
   */
  readonly each?: 'target' | 'replica' | 'oneReplica'
}

/** How a fault comes and goes periodically. */
export type EveryOptions = {
  /** `'oneReplica'` if each time one replica of the target fails, by chance; default `'target'`. */
  readonly each?: 'target' | 'oneReplica'
}

const someDuration = durationOver0('20s')

/** The options of `when`, in milliseconds; `for` is 0 where nothing was said. */
export const whenOptions = v.pipe(
  options({
    for: optional(someDuration),
    after: v.optional(aDuration, 0),
    cooldown: v.optional(aDuration, 0),
  }),
  v.transform(read => ({ forMs: read.for ?? 0, afterMs: read.after, cooldownMs: read.cooldown })),
)

/** The options of `randomly`, in milliseconds. */
export const randomlyOptions: Schema<Randomly> = v.pipe(
  options({
    every: someDuration,
    for: someDuration,
    exactly: v.optional(yesOrNo, false),
    each: v.optional(oneOf(['target', 'replica', 'oneReplica']), 'target'),
  }),
  v.transform(({ every, for: forMs, exactly, each }) => ({ everyMs: every, forMs, exactly, each })),
)

/** The options of `every`. */
export const everyOptions: Schema<Pick<Periodic, 'each'>> = options({
  each: v.optional(oneOf(['target', 'oneReplica']), 'target'),
})
