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
  const excess = excessIn(slots, run, { goal, calm })
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

/** So long a time without misses lies between two outages. */
const APART_MS = 5_000

/**
 * The same, and what went before without a break: a recovery is judged from the end of a fault on,
 * and explained by what came before that.
 */
export function sinceItBegan(run: Run, goal: Goal, { calm, missed }: Missed): Spell {
  if (goal.kind !== 'recovers') return missed
  const before = slotsOf(run, { between: [0, missed.fromMs] }).toReversed()
  const excess = excessIn(before, run, { goal, calm })
  let { fromMs } = missed
  for (const [i, slot] of before.entries()) {
    if (fromMs - slot.toMs > APART_MS) break
    if (excess[i] > 0) fromMs = slot.fromMs
  }
  return { fromMs, toMs: missed.toMs }
}

type Missed = { readonly calm: Run | undefined; readonly missed: Spell }

/** How many missed it in each slot beyond those of the calm run. */
const excessIn = (
  slots: readonly Spell[],
  run: Run,
  { goal, calm }: { readonly goal: Goal; readonly calm: Run | undefined },
): readonly number[] =>
  slots.map(slot => {
    const usual = calm === undefined ? 0 : missesIn(calm, goal, slot).missed
    return Math.max(0, missesIn(run, goal, slot).missed - usual)
  })
