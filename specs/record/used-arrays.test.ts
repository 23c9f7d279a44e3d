/** Arrays that were used before record the same: nothing of the run before is left in them. */
import { call, clients, exponential, type Fault, goal, service, slow, store, system } from 'gameday'
import { exploration } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { Simulation } from '../../src/engine/simulation.ts'
import { Corpus } from '../../src/explore/search/corpus.ts'
import { judgeTrial } from '../../src/explore/search/judge.ts'
import { planTrial } from '../../src/explore/search/plan.ts'
import { UsedArrays } from '../../src/record/used-arrays.ts'

const shop = system('shop', {
  users: clients({ rate: '200/s', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 100, handle: [call('db', { timeout: '200ms' })] }),
  db: store({ concurrency: 8, queue: 50, time: exponential('10ms') }),
})

/** What a run recorded, and its slowest requests, with arrays of its own or used ones. */
function told(seed: string, faults: readonly Fault[], arrays?: UsedArrays): string {
  const options = { for: '20s', seed, faults, explain: false } as never
  const run = new Simulation(shop, options, { arrays }).finish()
  const said = `${run.recording.digest()} ${run.latency('p99')} ${run.latency('p100')}`
  if (arrays !== undefined) run.recording.pages.release()
  return said
}

describe('arrays that were used before', () => {
  it('record the same as new ones, run after run', () => {
    const arrays = new UsedArrays()
    const late = [slow('db', { by: '150ms' }).at('2s').for('10s')]
    const runs = [
      ['1', []],
      ['2', late],
      ['1', late],
      ['3', []],
      ['2', late],
    ] as const
    const [used, anew] = [arrays, undefined].map(each =>
      runs.map(([seed, faults]) => told(seed, faults, each)),
    )
    expect(used).toEqual(anew)
    expect(new Set(used).size).toBe(4)
  })

  it('leave nothing of one trial in the next, in whichever order they are played', () => {
    const holds = goal.latency('p99', '150ms')
    const asked = { for: '10s', within: '4s', settle: '2s', store: false, holds } as const
    const results = (order: readonly number[]) => {
      const explorable = exploration(shop, asked)
      const trials = order.map(index => planTrial(explorable, index, new Corpus()))
      const played = trials.map(trial => judgeTrial(explorable, trial))
      return played.sort((a, b) => a.trial - b.trial)
    }
    const forth = Array.from({ length: 16 }, (_, i) => i)
    expect(results(forth.toReversed())).toEqual(results(forth))
    expect(results([7])).toEqual([results(forth)[7]])
  })
})
