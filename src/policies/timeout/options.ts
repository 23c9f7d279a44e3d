/** What can be said about timeouts, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import { consistent, mistakesIn, optional, options } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, someTime } from '../units.ts'

/**
 * How long a call may take.
 *
 * @example
 * const patient: TimeoutOptions = { perTry: 250, overall: 1_000 }
 */
export type TimeoutOptions = {
  /** How long one attempt may take, in milliseconds. No limit by default. */
  readonly perTry?: Ms
  /** How long all attempts and the waits between may take, in milliseconds. No limit by default. */
  readonly overall?: Ms
}

/** What they must look like. */
export const timeoutSchema = consistent<TimeoutOptions>(
  options({
    perTry: optional(someTime(plain, 'perTry: 250')),
    overall: optional(someTime(plain, 'overall: 1_000')),
  }),
  contradictions,
)

/**
 * The mistakes in the options of a timeout, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkTimeout = (options: unknown, where: string): Problem[] =>
  mistakesIn(timeoutSchema, options, where)

function contradictions({ perTry, overall }: TimeoutOptions): Problem[] {
  if (perTry === undefined && overall === undefined) {
    const what = 'neither perTry nor overall is given, so nothing is limited'
    return [{ what, fix: 'write perTry: 250, overall: 1_000 or both' }]
  }
  if (perTry === undefined || overall === undefined || perTry < overall) return []
  const both = `perTry is ${perTry} ms and overall ${overall} ms`
  const what = `${both}, so no attempt could ever reach perTry`
  return [{ what, fix: 'write a perTry shorter than overall, or leave one of them out' }]
}
