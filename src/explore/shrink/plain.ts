/** Tells the faults that were made up, which may be changed, from what only a person says. */
import type { Fault } from '../../faults/fault.ts'
import { UsageError } from '../../kernel/errors.ts'

/**
 * Whether a fault is in force from a time on for a time: one that waits for a condition, comes by
 * chance or grows was written for a reason, so it stays as it is or goes as a whole.
 */
export function isPlain({ timing }: Fault): boolean {
  const { when, until, randomly, probability, rampMs } = timing
  return rampMs === 0 && (when ?? until ?? randomly ?? probability) === undefined
}

/** The places of the faults that may be changed. */
export const plainOnes = (faults: readonly Fault[]): number[] =>
  [...faults.keys()].filter(index => isPlain(faults[index]))

/** What can be made, as a list of one; an empty one for what cannot be said of such a fault. */
export function ifPossible(make: () => Fault): Fault[] {
  try {
    return [make()]
  } catch (error) {
    if (error instanceof UsageError) return []
    throw error
  }
}
