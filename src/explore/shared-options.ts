/** What the options of everything that plays many runs have in common. */
import * as v from 'valibot'
import { UsageError } from '../kernel/errors.ts'
import { isRecord, message, type Schema, shown, wholeNumber } from '../kernel/schema.ts'

/** What stops it. */
export const aSignal: Schema<AbortSignal> = v.instance(AbortSignal, issue =>
  message(`${shown(issue.input)} is no signal`, 'write the signal of an AbortController'),
)

const MOST_THREADS = 256

/** How many threads play. */
export const aNumberOfThreads = v.optional(wholeNumber(1, MOST_THREADS, 'threads: 2'), 1)

/** A function, such as one that is told how far it has got. */
export const functionOf = <F>(example: string): Schema<F> =>
  v.custom<F>(
    value => typeof value === 'function',
    issue => message(`${shown(issue.input)} is no function`, `write ${example}`),
  )

/**
 * Makes sure that options were given at all, before they are taken apart.
 *
 * @throws UsageError when there are none
 */
export function insistOnOptions(written: unknown, where: string, fix: string): void {
  if (isRecord(written)) return
  throw new UsageError({ what: `${shown(written)} is no set of options`, where, fix })
}
