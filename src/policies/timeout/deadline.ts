/**
 * Deadlines: instants, in milliseconds, from which on an answer is of no use to anybody. They are
 * plain numbers, Infinity where there is none, so that a simulator can keep millions.
 */
import type { Ms } from '../../kernel/units.ts'

/**
 * Whether an attempt is worth starting, or sleeping for: it must start before the deadline, with
 * at least `least` to spare.
 *
 * @param startAt when it would start: now, or now and the wait before a retry
 * @param least   the shortest time in which it could succeed, in milliseconds; 0 by default
 * @example
 * const deadline = 250
 * fits(deadline, 100) // true: sleep until then, and try again
 * fits(deadline, 250) // false: give up, rather than sleep into certain failure
 */
export function fits(deadline: Ms, startAt: Ms, least: Ms = 0): boolean {
  return startAt < deadline && startAt + least <= deadline
}
