/** What the machines ask of those who hand in time and chance: said once, in our words. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Ms } from '../kernel/units.ts'

/** When something begins, and what errors call it. */
export type Beginning = {
  /** The present time, in ms, from which it counts. */
  readonly now: Ms
  /** What errors call it. Default: what it is. */
  readonly where?: string
}

/**
 * The present that was handed in.
 *
 * @param example how it is handed in
 * @throws UsageError if there is none
 */
export function presentIn(extras: { readonly now: Ms } | undefined, example: string): Ms {
  const now: unknown = extras?.now
  if (typeof now === 'number' && Number.isFinite(now)) return now
  throw noPresent(now, example)
}

/** Without the present nothing can be counted. @param where how it is to be handed in */
export function noPresent(now: unknown, where: string): UsageError {
  return new UsageError({
    what: `now is ${shown(now)}, which is no instant to count from`,
    where,
    fix: 'hand in the present time in milliseconds, such as Date.now()',
  })
}

/** Chance that was handed in. @throws UsageError if it is none @param where how it is handed in */
export function chanceIn<T>(random: T, where: string): T {
  if (typeof random === 'function') return random
  throw new UsageError({
    what: `random is ${shown(random)}, which draws no numbers`,
    where,
    fix: 'hand in Math.random, or a seeded generator of numbers from 0 up to 1',
  })
}
