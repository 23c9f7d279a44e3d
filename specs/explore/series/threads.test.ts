/** Several threads come to what one comes to: surveys, ensembles, and how they end. */
import { call, clients, errors, exponential, goal, service, slow, store, system } from 'gameday'
import { ensemble, survey } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { seedsData } from '../../../src/explore/ensemble/seed.ts'
import { Crew } from '../../../src/explore/series/crew.ts'

const page = system('page', {
  users: clients({ rate: '20/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    handle: [
      call('db', { timeout: '200ms', retry: { attempts: 2, base: '10ms' } }),
      call('ads', { optional: true }),
    ],
  }),
  db: store({ time: exponential('5ms') }),
  ads: store({ time: '5ms' }),
})

describe('a survey by two threads (F9)', () => {
  const options = {
    for: '6s',
    goals: [goal.availability('99%'), goal.latency('p99', '300ms')],
    kinds: ['crash', 'errors', 'slow'],
    targets: ['web', 'db', 'ads'],
    pairs: true,
    changes: true,
  } as const
  const surveyed = async (threads: number, stopAt = Infinity, runs = 120) => {
    const stop = new AbortController()
    const told: string[] = []
    const onProgress = (at: { readonly runs: number; readonly of: number }): void => {
      told.push(`${at.runs} of ${at.of}`)
      if (at.runs === stopAt) stop.abort()
    }
    const { signal } = stop
    return { told, found: await survey(page, { ...options, runs, threads, signal, onProgress }) }
  }

  it('is that of one, told in the same order', async () => {
    expect(JSON.stringify(await surveyed(2))).toBe(JSON.stringify(await surveyed(1)))
  })

  it('stops where one thread stops, and is cut short where it is', async () => {
    expect(JSON.stringify(await surveyed(2, 5))).toBe(JSON.stringify(await surveyed(1, 5)))
    const few = (threads: number) => surveyed(threads, Infinity, 7)
    expect(JSON.stringify(await few(2))).toBe(JSON.stringify(await few(1)))
  })
})

describe('an ensemble by two threads (F6)', () => {
  const faults = [
    slow('ads', { by: '3s' }).at('2s').for('1s'),
    errors('db', { rate: '30%' }).at('3s').for('2s'),
  ]
  const goals = [goal.availability('50%'), goal.availability('99.9%', { during: faults[1] })]
  const options = { for: '6s', faults, goals, seeds: 60 } as const

  it('has the numbers and verdicts of one, and answers the same questions', async () => {
    const [one, two] = [
      await ensemble(page, { ...options, seeds: 12 }),
      await ensemble(page, { ...options, seeds: 12, threads: 2 }),
    ]
    expect(`${two}`).toBe(`${one}`)
    expect(two.availability).toEqual(one.availability)
    expect(two.goals.map(({ margin }) => margin)).toEqual(one.goals.map(({ margin }) => margin))
    const busy = (many: typeof one) => many.estimate(run => run.at('db').waiting.mean)
    expect(busy(two)).toEqual(busy(one))
  })

  it('stops early at the look at which one stops', async () => {
    const stopped = (threads: number) => ensemble(page, { ...options, stopEarly: true, threads })
    const [one, two] = [await stopped(1), await stopped(2)]
    expect(two.seeds).toHaveLength(20)
    expect(`${two}`).toBe(`${one}`)
  })

  it('is refused where one is refused, at the first seed that is', async () => {
    const strict = { ...options, faults: [errors('db', { rate: '1%' }).at('2s').for('200ms')] }
    const refusal = (threads: number): Promise<unknown> =>
      ensemble(page, { ...strict, goals: undefined, strict: true, threads }).catch(String)
    expect(await refusal(1)).toMatch('tested nothing')
    expect(await refusal(2)).toBe(await refusal(1))
    const wrong = ensemble(page, { ...options, faults: [3], threads: 2 } as never)
    await expect(wrong).rejects.toThrow('3 is no fault')
    await expect(ensemble(page, { ...options, threads: 0 })).rejects.toThrow('threads')
  })
})

describe('threads', () => {
  /** How many are started meanwhile. */
  async function started(play: () => Promise<unknown>): Promise<number> {
    let threads = 0
    const seen = (): void => void threads++
    process.on('worker', seen)
    try {
      await play()
    } finally {
      process.off('worker', seen)
    }
    return threads
  }

  it('are no more than there are faults to play, or seeds', async () => {
    const goals = goal.availability('50%')
    const asked = { for: '2s', goals, kinds: ['crash'], targets: ['ads'], threads: 6 } as const
    expect(await started(() => survey(page, { ...asked, runs: 1 }))).toBe(0)
    expect(await started(() => survey(page, { ...asked, runs: 2 }))).toBe(1)
    expect(await started(() => ensemble(page, { for: '2s', seeds: 2, threads: 6 }))).toBe(2)
  })

  it('are more where a later series has more to play', async () => {
    const setup = seedsData({ system: page, options: { for: '2s' }, goals: [] })
    const crew = new Crew({ work: 'ensemble', setup, threads: 6 })
    const taken: string[] = []
    const take = (_: unknown, seed: string): void => void taken.push(seed)
    const play = (variants: readonly string[]) => crew.play({ variants, take, signal: undefined })
    expect(await started(() => play([]))).toBe(0)
    expect(await started(() => play(['1']))).toBe(1)
    expect(await started(() => play(['2', '3']))).toBe(2)
    expect(await started(() => play(['4']))).toBe(0)
    await crew.close()
    expect(taken).toEqual(['1', '2', '3', '4'])
  })
})
