/** Values that fast-check prints as the program that makes them. */
import fc from 'fast-check'

/** The same object, for fast-check to print as source code; a copy of it knows nothing of that. */
export function printedAs<T extends object>(value: T, text: string): T {
  return Object.freeze(Object.defineProperty(value, fc.toStringMethod, { value: () => text }))
}
