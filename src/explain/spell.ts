/** When a goal was missed: the part of a run in which nearly all of its misses fall. */
import type { Goal } from '../judge/goals/goal.ts'
import { slotsOf } from '../judge/course.ts'
import type { Run } from '../record/run.ts'
import { missesIn, type Spell, windowOf } from './misses.ts'

/** So small a share of the misses at either end is chance, and not the outage. */
const STRAY = 0.01

/**
 * From the first to the last slot with misses beyond those of the calm run, strays left out.
 *
 * @param calm the same run without faults; undefined where there is none to compare with
 * @returns undefined when there are none
 */
export function spellOf(run: Run, goal: Goal, calm?: Run): Spell | undefined {
  const slots = slotsOf(run, windowOf(run, goal))
  const excess = slots.map(slot => {
    const usual = calm === undefined ? 0 : missesIn(calm, goal, slot).missed
    return Math.max(0, missesIn(run, goal, slot).missed - usual)
  })
  const all = excess.reduce((sum, count) => sum + count, 0)
  if (all === 0) return undefined
  const first = reach(excess, all * STRAY)
  const last = slots.length - 1 - reach(excess.toReversed(), all * STRAY)
  return { fromMs: slots[first].fromMs, toMs: slots[last].toMs }
}

/** Where the sum of what came first exceeds a number. */
function reach(counts: readonly number[], beyond: number): number {
  let sum = 0
  return counts.findIndex(count => (sum += count) > beyond)
}
