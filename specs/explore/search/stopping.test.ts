/** F8: a search that was stopped never looks like one that came to its end. */
import { simulate } from 'gameday'
import { exploration, type Player, search } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { bistro, searched, shortly } from '../support/bistro.ts'
import { spending } from '../support/spending.ts'

describe('F8 a search that is stopped', () => {
  it('keeps what it has done and says that it was', async () => {
    const controller = new AbortController()
    const { ending, totals, counterexample } = await searched({
      signal: controller.signal,
      onProgress: ({ trials }) => trials === 40 && controller.abort(),
    })
    expect({ ending, counterexample }).toEqual({ ending: 'stopped', counterexample: undefined })
    expect(totals.trials).toBe(40)
  })

  it('before it began has done nothing', async () => {
    const { ending, totals } = await searched({ signal: AbortSignal.abort() })
    expect({ ending, trials: totals.trials }).toEqual({ ending: 'stopped', trials: 0 })
  })

  it('by its time says so, and so far it had the same trials as any other', async () => {
    const { ending, of, totals } = await searched({
      time: '5s',
      runs: 100_000,
      holds: spending(1_000),
    })
    expect({ ending, of }).toEqual({ ending: 'out of time', of: 100_000 })
    expect(totals.trials).toBeLessThan(10)
  })

  it('by its time before its first trial has not used it up', async () => {
    const { runs: _, ...rest } = shortly
    const pass = spending(20)
    const run = simulate(bistro, { for: '1s' })
    const player: Player = {
      play: async (_trials, { signal }) => {
        pass(run)
        expect(signal.aborted).toBe(true)
        return []
      },
      close: async () => undefined,
    }
    const explored = exploration(bistro, {
      ...rest,
      time: '20ms',
      holds: run => run.requests().issued > 0,
    })
    const { ending, totals } = await search(explored, { player })
    expect({ ending, trials: totals.trials }).toEqual({ ending: 'out of time', trials: 0 })
  })

  it('is not one whose progress could not be told: what it found is kept', async () => {
    const { ending, counterexample, warnings } = await searched({
      holds: run => run.availability() === 1,
      onProgress: () => {
        throw new Error('no terminal')
      },
    })
    expect({ ending, verdict: counterexample?.verdict }).toEqual({
      ending: 'done',
      verdict: 'broken',
    })
    expect(warnings).toEqual(['onProgress failed, and is not told any more: no terminal'])
  })

  it('while it shrinks hands out the least so far', async () => {
    const controller = new AbortController()
    const { counterexample, ending } = await searched({
      holds: run => run.availability() === 1,
      signal: controller.signal,
      onProgress: ({ doing }) => doing === 'shrinking' && controller.abort(),
    })
    expect(ending).toBe('done')
    expect(counterexample?.verdict).toBe('broken')
    expect(counterexample?.shrinking).toEqual({ runs: 1, isMinimal: false })
  })
})
