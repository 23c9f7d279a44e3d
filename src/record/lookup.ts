/** Finds things of a recording by the names that users write. */
import { didYouMean, UsageError } from '../kernel/errors.ts'

/**
 * The thing of a name.
 *
 * @throws UsageError with the nearest name there is
 */
export function named<T>(all: ReadonlyMap<string, T>, name: string, kind: string): T {
  const found = all.get(name)
  if (found !== undefined) return found
  const what = `this run has no ${kind} "${name}"`
  throw new UsageError({ what, fix: didYouMean(name, [...all.keys()]) })
}

/** The calls that a name stands for: without an operation, those to all the callee's operations. */
export function callNames(calls: ReadonlyMap<string, unknown>, call: string): string[] {
  if (calls.has(call)) return [call]
  const names = [...calls.keys()].filter(name => name.startsWith(`${call}.`))
  return names.length > 0 ? names.sort() : [call]
}
