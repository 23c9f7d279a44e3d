/** What the options of everything that plays many runs have in common. */
import * as v from 'valibot'
import { UsageError } from '../kernel/errors.ts'
import { isRecord, message, type Schema, shown } from '../kernel/schema.ts'

/** What stops it. */
export const aSignal: Schema<AbortSignal> = v.instance(AbortSignal, issue =>
  message(`${shown(issue.input)} is no signal`, 'write the signal of an AbortController'),
)

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
