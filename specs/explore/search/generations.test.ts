/** F8: a search ends with the first trial that breaks a goal, whoever was quicker. */
import { exploration, type GoalFunction, type Player, search } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import { bistro, shortly } from '../support/bistro.ts'

const numberOf = (seed: string): number => Number(seed.split('/')[1])

/** Every trial breaks the goal from a number on, unless something else must hold. */
const exploring = (brokenFrom: number, holds = brokenBehind(brokenFrom)) =>
  exploration(bistro, { ...shortly, for: '1s', runs: 40, holds })

const brokenBehind =
  (trial: number): GoalFunction =>
  run =>
    numberOf(run.seed) < trial || run.seed === '1'

/** Plays the last trial first, and all of them, wanted or not. */
function backwards(player: Player): Player {
  return {
    async play(trials, playing) {
      const results = []
      for (const trial of trials.toReversed()) {
        results.unshift(...(await player.play([trial], { ...playing, isWanted: () => true })))
      }
      return results
    },
    close: () => player.close(),
  }
}

describe('F8 a search that found something', () => {
  it('plays no trial behind the one that broke the goal', async () => {
    const played: string[] = []
    const found = await search(
      exploring(3, run => {
        played.push(run.seed)
        return brokenBehind(3)(run)
      }),
    )

    expect(found.counterexample).toMatchObject({ trial: 3, verdict: 'broken' })
    expect(found.totals).toMatchObject({ trials: 4, verdicts: { held: 3, broken: 1 } })
    expect(played.slice(0, 5)).toEqual(['1/0', '1/1', '1/2', '1/3', '1/3'])
    expect(played.filter(seed => numberOf(seed) > 3)).toEqual([])
  })

  it('tells the same when later trials were quicker', async () => {
    const explored = exploring(5)
    const player = backwards(new LocalPlayer(explored))

    expect(JSON.stringify(await search(explored, { player }))).toBe(
      JSON.stringify(await search(explored)),
    )
  })

  it('plays on behind a goal that failed by itself: a later one may be broken', async () => {
    const { counterexample, totals } = await search(
      exploring(6, run => {
        if (numberOf(run.seed) === 2) throw new TypeError('a mistake')
        return brokenBehind(6)(run)
      }),
    )

    expect(counterexample).toMatchObject({ trial: 6, verdict: 'broken' })
    expect(totals).toMatchObject({ trials: 7, verdicts: { threw: 1, broken: 1 } })
  })
})
