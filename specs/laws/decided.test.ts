/**
 * F13: in systems drawn at random, with faults that overlap, what a goal is said to have come to
 * while the run goes on is what it comes to in the end.
 */
import fc from 'fast-check'
import { decidedBy, type Goal, type Run, start, type System, systemFrom, UsageError } from 'gameday'
import { describe, expect, it } from 'vitest'
import { type GoalKindName, goalKinds } from '../../src/judge/goals/kinds.ts'
import { goalsOf } from './support/random-goals.ts'
import { type Drawn, drawnSystems, LOAD_MS } from './support/random-systems.ts'

/** The moments at which every goal is asked, in milliseconds: while load comes, and behind it. */
const MOMENTS = [110, 210, 310, 410, 500, 700, 1_200, 10_000]

/** A verdict that was said while the run went on. */
type Said = { readonly goal: Goal; readonly is: string; readonly at: number }

/** Plays it step by step, and asks every goal that is open at each step. */
function playing({ system, faults }: Drawn): { readonly said: readonly Said[]; readonly run: Run } {
  const options = { for: LOAD_MS, faults, eventLimit: 5_000_000, strict: false } as const
  const simulation = start(withoutWitness(system), options)
  const { components, calls } = simulation.recording
  let open = goalsOf({ components: [...components.keys()], calls: [...calls.keys()], faults })
  const said: Said[] = []
  for (const at of MOMENTS) {
    simulation.runUntil(at)
    open = open.filter(goal => {
      const is = unlessMeaningless(() => decidedBy(goal, simulation))
      if (is !== undefined) said.push({ goal, is, at })
      return is === undefined
    })
  }
  return { said, run: simulation.finish() }
}

/** The one who waits for ten minutes would leave something open all the time. */
function withoutWitness(system: System): System {
  const { parts, ...rest } = system.toJSON()
  const { witness: _, hourglass: __, ...others } = parts
  return systemFrom({ ...rest, parts: others })
}

/** A call without a breaker, or a fault that never comes, is nothing to be asked about. */
function unlessMeaningless<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

describe('F13 in any system, with any faults', () => {
  it('what is said of a goal while the run goes on is so in the end', () => {
    const kinds = new Set<GoalKindName>()
    const property = fc.property(drawnSystems, drawn => {
      const { said, run } = playing(drawn)
      const wrong = said.flatMap(({ goal, is, at }) => {
        kinds.add(goal.kind)
        const end = goal.judge(run).is
        return end === is ? [] : [`${goal} was ${is} at ${at}, and is ${end} in the end`]
      })
      expect(wrong).toEqual([])
    })
    fc.assert(property, { seed: 2026, numRuns: 25, endOnFailure: true })
    const never = Object.keys(goalKinds).filter(kind => !kinds.has(kind as GoalKindName))
    // What stores answer is asked at the end.
    const asked = ['handlesOnce', 'keeps', 'answers']
    expect(never).toEqual(['recovers', 'returnsToSteadyState', ...asked, 'covers'])
  })
})
