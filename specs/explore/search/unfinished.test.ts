/** F8: a goal that has no end is given up, told, and teaches nothing. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explore, exploration, search, Unfinished } from 'gameday/explore'
import { describe, expect, it, onTestFinished } from 'vitest'
import { playCampaign } from '../../../src/explore/campaign/campaign.ts'
import { bounded } from '../../../src/explore/search/bounded.ts'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import type { Player } from '../../../src/explore/search/player.ts'
import { bistro, shortly } from '../support/bistro.ts'

/** However slow a machine is, it does not come to the end of this. */
const endless = (): never => {
  for (;;);
}

const looping = { ...shortly, for: '1s', trialTime: '20ms', holds: endless } as const

describe('F8 a goal without an end', () => {
  it('makes its trial unfinished, which ends the search and is told', async () => {
    const { counterexample, totals } = await search(bistro, looping)

    expect(counterexample).toMatchObject({
      verdict: 'unfinished',
      message: 'it did not come to its end within 20ms',
      trial: 0,
      shrinking: { runs: 0 },
    })
    expect(totals).toMatchObject({ trials: 1, verdicts: { unfinished: 1 }, behaviours: {} })
  })

  it('fails the test that explores, as what was cut short does, and is not kept', async () => {
    const store = mkdtempSync(join(tmpdir(), 'gameday-'))
    onTestFinished(() => rmSync(store, { recursive: true }))
    const error: unknown = await explore(bistro, { ...looping, store }).catch(error => error)

    expect(error).toBeInstanceOf(Unfinished)
    expect((error as Error).message).toMatch(/^bistro: unfinished, a run was given up/)
    expect((error as Error).message).toContain('Has the goal an endless loop?')
    expect((error as Error).message).not.toContain('It is kept')
    expect(existsSync(join(store, 'counterexamples'))).toBe(false)
  })

  it('leaves the process as it was', () => {
    const world: { exit: unknown } = process
    const { exit } = world
    const meddling = (): never => {
      world.exit = 'no function'
      return endless()
    }

    expect(bounded(meddling, 1)).toEqual({ gaveUp: 'it did not come to its end within 1ms' })
    expect(world.exit).toBe(exit)
  })

  it('gives what comes to its end, and throws what it throws', () => {
    const broken = new TypeError('broken')

    expect(bounded(() => 42, 60_000)).toEqual({ value: 42 })
    expect(() =>
      bounded(() => {
        throw broken
      }, 60_000),
    ).toThrow(broken)
  })

  it.each([
    ['guided ends with the generation that lacks a trial', true, 32],
    ['unguided plays all the others', false, 64],
  ])('in a campaign that is %s', async (_, guided, trials) => {
    const explored = exploration(bistro, {
      ...shortly,
      for: '1s',
      runs: 64,
      guided,
      holds: run => run.requests().issued > 0,
    })
    const signal = new AbortController().signal
    const player = unfinishedAt(5, new LocalPlayer(explored))
    const results = await playCampaign(explored, { player, signal, played: () => undefined })

    expect(results).toHaveLength(trials)
  })
})

/** A player on a machine that is too slow for one of the trials. */
function unfinishedAt(slow: number, player: Player): Player {
  return {
    async play(trials, playing) {
      const results = await player.play(trials, playing)
      return results.map(result =>
        result.trial === slow ? { ...result, verdict: 'unfinished', behaviours: [] } : result,
      )
    },
    close: () => player.close(),
  }
}
