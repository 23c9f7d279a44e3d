/** What can be said about timeouts, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import { milliseconds, mistakesIn, type Need } from '../checks.ts'

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

const needs = {
  perTry: milliseconds({ above: 0 }, '250'),
  overall: milliseconds({ above: 0 }, '1_000'),
} satisfies { [K in keyof Required<TimeoutOptions>]: Need }

/**
 * The mistakes in the options of a timeout, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export function checkTimeout(options: unknown, where: string): Problem[] {
  const problems = mistakesIn(options, needs, where)
  if (!sound(options, problems)) return problems
  const { perTry, overall } = options
  if (perTry === undefined && overall === undefined) return [limitsNothing(where)]
  if (perTry !== undefined && overall !== undefined && perTry >= overall) {
    return [limitsTwice(perTry, overall, where)]
  }
  return []
}

const limitsNothing = (where: string): Problem => ({
  what: 'neither perTry nor overall is given, so nothing is limited',
  where,
  fix: 'write perTry: 250, overall: 1_000 or both',
})

const limitsTwice = (perTry: Ms, overall: Ms, where: string): Problem => ({
  what: `perTry is ${perTry} ms and overall ${overall} ms, so no attempt could ever reach perTry`,
  where,
  fix: 'write a perTry shorter than overall, or leave one of them out',
})

/** Options in which no mistake was found are what their type says. */
function sound(_options: unknown, problems: readonly Problem[]): _options is TimeoutOptions {
  return problems.length === 0
}
