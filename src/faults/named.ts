/** Reads a name that a user wrote: of what is to break, or to be measured. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'

/**
 * The name, if it is one.
 *
 * @param where for the message: the word it was given to
 */
export function named<T extends string>(name: T, where: string): T {
  if (typeof name === 'string') return name
  const what = `${shown(name)} is no name`
  throw new UsageError({ what, where, fix: "write one, as in 'db' or 'product->db'" })
}
