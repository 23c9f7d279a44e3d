/** When a fault that comes periodically is in force. */
import type { Ms } from '../kernel/units.ts'
import type { Period } from './random-times.ts'
import type { Timing } from './timing.ts'

/**
 * Every period that begins in a part of a run. Each begins at a multiple, so that none is late by
 * what sums round off.
 *
 * @param timing of which `for` is how long each lasts
 * @param beginsBefore where the run ends: a period under way then goes on
 */
export function periodicTimes(
  { atMs, forMs, every }: Pick<Required<Timing>, 'atMs' | 'forMs' | 'every'>,
  beginsBefore: Ms = Infinity,
): Period[] {
  const end = Math.min(every.untilMs, beginsBefore)
  const periods: Period[] = []
  for (let from = atMs; from < end; from = atMs + periods.length * every.everyMs) {
    periods.push({ from, until: Math.min(from + forMs, every.untilMs) })
  }
  return periods
}
