/** Counterexamples without a search: what a goal says of a schedule that was thought of. */
import type { Counterexample, Exploration } from 'gameday/explore'
import type { Fault } from 'gameday'
import { playSchedule } from '../../../../src/explore/search/judge.ts'

/** What a schedule comes to. @throws Error when every goal holds */
export function brokenBy(
  exploration: Exploration,
  faults: readonly Fault[],
  seed = '1/7',
): Counterexample {
  const { verdict, goal = 'holds', message = '' } = playSchedule(exploration, { faults, seed })
  if (verdict === 'held') throw new Error(`${faults.join(' and ')} breaks nothing`)
  return {
    code: 'shop-00c0ffee',
    verdict,
    goal,
    message,
    explanations: [],
    faults,
    seed,
    trial: 7,
    found: faults,
    shrinking: { runs: 0, isMinimal: true },
    margins: [],
    degree: null,
    others: [],
  }
}
