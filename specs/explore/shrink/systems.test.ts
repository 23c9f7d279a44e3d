/** Shrinking runs of a real system, of which nobody knows what is least: it is, step by step. */
import { simulate } from 'gameday'
import { describe, expect, it } from 'vitest'
import type { Run } from '../../../src/record/run.ts'
import { shrink } from '../../../src/explore/shrink/shrink.ts'
import type { Schedule } from '../../../src/explore/search/trial.ts'
import { brokenBy, mall, type Rule, spaceOf } from './support/goals.ts'
import { oneStepLess, textOf } from './support/minimal.ts'

const goals: { readonly [name: string]: (run: Run) => boolean } = {
  'shoppers are served': run => (run.availability() ?? 1) >= 0.9,
  'nobody waits for long': run => (run.latency('p99') ?? 0) <= 1_000,
  'no circuit opens': run => run.recording.transitions.every(({ to }) => to !== 'open'),
}

const space = spaceOf({ most: 3, within: '15s' })

/** Whether a run of the mall breaks a goal. */
const breaking =
  (goal: (run: Run) => boolean): Rule =>
  ({ faults, seed }) =>
    !goal(simulate(mall, { for: '20s', faults: faults as never, seed, strict: false }))

describe.each(Object.entries(goals))('F8: the least that breaks “%s”', (_, goal) => {
  const isBroken = breaking(goal)
  const found = [1, 2, 3, 4].map(seed => brokenBy(isBroken, space, seed))

  it.each(found)('is the least of $faults', schedule => {
    const played: string[] = []
    const { schedule: least, ...shrunk } = shrink(schedule as Schedule, {
      space,
      baseSeed: '1',
      isBroken: candidate => {
        played.push(textOf(candidate))
        return isBroken(candidate)
      },
    })
    expect(shrunk).toEqual({ runs: played.length, isMinimal: true })
    expect(shrunk.runs).toBeLessThanOrEqual(80)
    expect(isBroken(least), `${textOf(least)} holds`).toBe(true)
    for (const less of oneStepLess(least, space)) {
      expect(isBroken(less), `${textOf(least)} > ${textOf(less)}`).toBe(false)
    }
  })
})
