/** Options drawn at random, of which some are left out. */
import fc from 'fast-check'

/** A value, or none. */
export const maybe = <const T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })

/** The words that were drawn; what was left out is not there at all. */
export function withoutGaps<T extends object>(
  written: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(written).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> }
}
