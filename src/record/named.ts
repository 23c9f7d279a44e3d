/** Finds what a question names in a recording, or says what there is instead. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import type { Recording } from './recording.ts'

/**
 * What has a name.
 *
 * @param kind what it is, for the message
 * @throws UsageError when nothing has that name
 */
export function named<T>(all: ReadonlyMap<string, T>, name: string, kind: string): T {
  const found = all.get(name)
  if (found !== undefined) return found
  const what = `this run has no ${kind} "${name}"`
  throw new UsageError({ what, fix: didYouMean(name, [...all.keys()]) })
}

/** A call to all operations of a component is named without an operation. */
export function callNames({ calls }: Recording, call: string): string[] {
  if (calls.has(call)) return [call]
  const names = [...calls.keys()].filter(name => name.startsWith(`${call}.`))
  return names.length > 0 ? names.sort() : [call]
}
