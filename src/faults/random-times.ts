/** Draws when a fault that comes and goes by chance is in force. */
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { Randomly } from './timing.ts'

/** From one moment to another. */
export type Period = { readonly from: Ms; readonly until: Ms }

/**
 * Every period that begins in a part of a run. Two numbers are drawn for each, a gap and a length,
 * both by -mean × ln(1 - u); so a longer run begins with the periods of a shorter one, and lengths
 * that are exact move no gap.
 *
 * @param random a stream that nothing else draws from
 * @param window from when to when it may be in force
 * @param beginsBefore where the run ends: a period under way then goes on
 */
export function randomPeriods(
  random: Random,
  { everyMs, forMs, exactly }: Randomly,
  window: Period,
  beginsBefore: Ms = Infinity,
): Period[] {
  const periods: Period[] = []
  const end = Math.min(window.until, beginsBefore)
  for (let at = window.from; at < end; ) {
    const from = at + drawn(random, everyMs)
    const lengthMs = drawn(random, forMs)
    at = from + (exactly ? forMs : lengthMs)
    const until = Math.min(at, window.until)
    if (from < end && until > from) periods.push({ from, until })
  }
  return periods
}

const drawn = (random: Random, mean: Ms): Ms => -mean * Math.log(1 - random())
