/**
 * Deadlines: instants, in milliseconds, from which on an answer is of no use to anybody. They are
 * plain numbers, Infinity where there is none, so that a simulator can keep millions.
 */
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
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
  if (!(isSaid(deadline) && isSaid(startAt) && isSaid(least))) {
    throw notInstants([deadline, startAt, least])
  }
  return startAt < deadline && startAt + least <= deadline
}

const isSaid = (ms: Ms): boolean => typeof ms === 'number' && !Number.isNaN(ms)

function notInstants(handedIn: readonly unknown[]): UsageError {
  return new UsageError({
    what: `${handedIn.map(shown).join(', ')} are not all numbers of milliseconds`,
    where: 'fits(deadline, startAt, least)',
    fix: 'write fits(Date.now() + 250, Date.now())',
  })
}
