/** Trials in worker threads: the same results as in this one, and every way it can go wrong. */
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { loadExploration } from '../../../src/explore/load.ts'
import { playTrial } from '../../../src/explore/campaign/play.ts'
import { PoolPlayer } from '../../../src/explore/campaign/pool-player.ts'
import { Corpus } from '../../../src/explore/search/corpus.ts'
import { playGenerations } from '../../../src/explore/search/generations.ts'
import { scheduleData } from '../../../src/explore/search/judge.ts'
import { planTrial } from '../../../src/explore/search/plan.ts'
import type { Playing } from '../../../src/explore/search/player.ts'
import type { TrialResult } from '../../../src/explore/search/trial.ts'

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`./support/${name}.ts`, import.meta.url))

const never = new AbortController().signal
const trials = Array.from({ length: 24 }, (_, i) => i)

const calmly: Playing = {
  corpus: new Corpus(),
  played: () => undefined,
  isWanted: () => true,
  signal: never,
}

const play = async (pool: PoolPlayer, corpus = new Corpus()) => {
  const told: TrialResult[] = []
  const played = (result: TrialResult): void => void told.push(result)
  const results = await pool.play(trials, { ...calmly, corpus, played })
  return { results, told }
}

const poolOf = (name: string, workers: number): PoolPlayer =>
  new PoolPlayer({ file: fileOf(name), seed: 'kiosk', guided: true, whole: false, workers })

describe('a pool of two threads (F8)', () => {
  const pool = poolOf('kiosk', 2)
  afterAll(() => pool.close())

  it('finds what one thread finds, in the order of trials', async () => {
    const { exploration: alone } = await loadExploration(fileOf('kiosk'), '.')
    const { results, told } = await play(pool)

    expect(results).toEqual(trials.map(trial => playTrial(alone, trial, new Corpus())))
    expect(new Set(told)).toEqual(new Set(results))
  })

  it('plays what a corpus leads to, as one thread does', async () => {
    const { exploration: alone } = await loadExploration(fileOf('kiosk'), '.')
    const corpus = new Corpus()
    const { results } = await play(pool)
    corpus.learn(results, trial => scheduleData(planTrial(alone, trial, new Corpus())))

    expect(corpus.finds.length).toBeGreaterThan(1)
    expect((await play(pool, corpus)).results).toEqual(
      trials.map(trial => playTrial(alone, trial, corpus)),
    )
  })

  it('stops at once when it is told to, keeps what is done, and can play again', async () => {
    const stop = new AbortController()
    const stoppable = { ...calmly, played: () => stop.abort(), signal: stop.signal }
    const results = await pool.play(trials, stoppable)

    expect(results.length).toBeGreaterThan(0)
    expect(results.length).toBeLessThan(trials.length)
    expect(await pool.play(trials, stoppable)).toEqual([])
    expect((await play(pool)).results).toHaveLength(trials.length)
  })
})

describe('a search by two threads', () => {
  it('waits for no trial that cannot win any more, though it has no end', async () => {
    const { exploration } = await loadExploration(fileOf('loops'), '.')
    const player = poolOf('loops', 2)
    const { totals, found } = await playGenerations(exploration, {
      player,
      told: () => undefined,
      signal: never,
    })
    await player.close()

    expect(found).toMatchObject({ trial: 1, verdict: 'broken' })
    expect(totals).toMatchObject({ trials: 2, verdicts: { held: 1, broken: 1 } })
  })
})

describe('a thread', () => {
  let player: PoolPlayer | undefined
  afterEach(() => player?.close())

  it('tells what is wrong in the file', async () => {
    player = poolOf('throws', 1)
    await expect(play(player)).rejects.toThrow(/'a minute'|"a minute"/)
  })

  it('that dies is told with its trial, and the others are kept', async () => {
    player = poolOf('dies', 1)
    const told: number[] = []
    const playing = player.play(trials, { ...calmly, played: r => told.push(r.trial) })

    await expect(playing).rejects.toThrow('the thread that played trial 3 died: out of coffee')
    expect(told).toEqual([0, 1, 2])
  })

  it('takes a goal that ends the process for a mistake in it', async () => {
    player = poolOf('exits', 1)
    const threw = (await play(player)).results.filter(({ verdict }) => verdict === 'threw')

    expect(threw.length).toBeGreaterThan(0)
    expect(threw[0].message).toBe('process.exit was called while a run was judged')
  })
})
