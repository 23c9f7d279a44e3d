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

/** @throws UsageError if the present is no instant @param where the call that it was handed to */
export function insistOnPresent(now: Ms, where: string): void {
  if (!Number.isFinite(now)) throw noPresent(now, where)
}

/** @throws UsageError if it is no length of time @param where the call that it was handed to */
export function insistOnLength(ms: Ms, where: string): void {
  if (Number.isFinite(ms) && ms >= 0) return
  throw new UsageError({
    what: `${shown(ms)} is no length of time`,
    where,
    fix: 'hand in a number of milliseconds of at least 0',
  })
}

/** @throws UsageError if it is no whole number below `end` @param where what it was handed to */
export function insistOnIndex(index: number, end: number, where: string): void {
  if (Number.isInteger(index) && index >= 0 && index < end) return
  const most = end === Infinity ? '' : ` to ${end - 1}`
  const what = `${shown(index)} is no whole number from 0${most}`
  throw new UsageError({ what, where, fix: `hand in one from 0${most}` })
}

/** @throws UsageError if it is neither true nor false @param where what it was handed to */
export function insistOnYesOrNo(value: boolean, where: string): void {
  if (typeof value === 'boolean') return
  const what = `${shown(value)} is neither true nor false`
  throw new UsageError({ what, where, fix: 'hand in true or false' })
}

/** @throws UsageError if it is none of these words @param what what it should be */
export function insistOnWord(
  word: unknown,
  words: readonly string[],
  { what, where }: { readonly what: string; readonly where: string },
): void {
  if (words.includes(word as string)) return
  const [last, ...rest] = words.map(each => `'${each}'`).toReversed()
  const fix = `write ${rest.toReversed().join(', ')} or ${last}`
  throw new UsageError({ what: `${shown(word)} is no ${what}`, where, fix })
}

/** What was not handed in. @param of what is missing @param remedy where, and what to hand in */
export function notHandedIn(of: string, { how, fix }: { how: string; fix: string }): UsageError {
  return new UsageError({ what: `${of} is missing`, where: how, fix })
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
