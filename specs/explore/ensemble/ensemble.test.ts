/** F6: many seeds: numbers with intervals, verdicts with confidence, and the worst seed. */
import { clients, crash, errors, exponential, goal, simulate, store, system } from 'gameday'
import { Ensemble, ensemble, type EnsembleOptions } from 'gameday/explore'
import { afterEach, describe, expect, it, vi } from 'vitest'

const kioskWith = (time: '5ms' | '20ms') =>
  system('kiosk', {
    people: clients({ rate: '50/s', call: 'till', timeout: '1s' }),
    till: store({ time: exponential(time), concurrency: 4 }),
  })
const kiosk = kioskWith('5ms')
/** One in ten fails, for half of the time. */
const faulty = errors('till', { rate: '10%' }).at('2s').for('5s')
const options = { for: '10s', faults: [faulty], seeds: 30 } as const
const played = (more: Partial<EnsembleOptions<NonNullable<typeof kiosk.names>>> = {}) =>
  ensemble(kiosk, { ...options, ...more })

describe('F6 an ensemble', () => {
  it('plays each seed as simulate does, and keeps its numbers in order', async () => {
    const { seeds, availability, latency, isStopped, name } = await played()
    expect(seeds.slice(0, 3)).toEqual(['1', '2', '3'])
    const run = simulate(kiosk, { ...options, seeds: undefined, seed: 2 } as never)
    expect(availability!.values[1]).toBe(run.availability())
    expect(latency.p99!.values[1]).toBe(run.latency('p99'))
    expect([availability!.seeds, isStopped, name]).toEqual([30, false, 'kiosk'])
  })

  it('says the mean, the spread and the interval', async () => {
    const { availability: some } = await played()
    const sum = some!.values.reduce((all: number, value) => all + value!, 0)
    expect(some!.mean).toBeCloseTo(sum / 30, 12)
    expect(some!.least).toBeLessThan(some!.low)
    expect(some!.low).toBeLessThan(some!.mean)
    expect(some!.high).toBeLessThan(some!.most)
    expect(some!.confidence).toBe(0.95)
  })

  it('says how long recovery took, and in how many seeds', async () => {
    const { recovery } = await played()
    expect(recovery).toMatchObject({ recovered: { count: 30, of: 30 }, took: { most: 0 } })
    const lasting = errors('till', { rate: '10%' }).at('2s').for('8s')
    expect((await played({ faults: [lasting] })).recovery).toBeUndefined()
  })

  it('counts recovery as the goal does that wants it', async () => {
    const down = crash('till').at('2s').for('2s')
    const wanted = goal.recovers('3s')
    const many = await played({ faults: [down], seeds: 5 })
    const took = many.estimate(run => {
      const verdict = wanted.judge(run)
      return verdict.is === 'unknown' ? undefined : verdict.evidence.tookMs
    })
    expect(many.recovery!.took).toEqual(took)
    expect(took!.seeds).toBe(5)
  })

  it('is frozen, prints itself, and is the same each time', async () => {
    const [once, again] = [await played({ goals: goal.availability('90%') }), await played()]
    expect(Object.isFrozen(once.availability!.values)).toBe(true)
    expect(Object.isFrozen(once.goals[0])).toBe(true)
    expect(`${once}`).toContain('kiosk: 30 seeds, means and 95% intervals over seeds')
    expect(once.availability).toEqual(again.availability)
    expect(Ensemble.isOne(once)).toBe(true)
  })

  it('goes on where chance has it that a fault touches nothing with some seed', async () => {
    const seldom = errors('till', { rate: '1%' }).at('2s').for('2s')
    const { seeds } = await played({ faults: [seldom] })
    expect(seeds).toHaveLength(30)
    await expect(played({ faults: [seldom], strict: true })).rejects.toThrow('tested nothing')
  })

  it('answers any question, and plays one of its seeds again', async () => {
    const many = await played({ goals: goal.availability('96%') })
    const { worst } = many.goals[0]
    expect(many.run(worst!.seed).availability()).toBe(many.availability!.least)
    expect(many.run('3').origin).toBeDefined()
    const waiting = many.estimate(run => run.at('till').waiting.mean)
    expect(waiting!.values).toHaveLength(30)
  })

  it('meets the same requests with every variant, seed by seed', async () => {
    const issued = (some: Ensemble<NonNullable<typeof kiosk.names>>) =>
      some.estimate(run => run.requests().issued)!.values
    const slower = await ensemble(kioskWith('20ms'), options)
    expect(issued(slower)).toEqual(issued(await played()))
  })
})

describe('F6 the seeds', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('stand behind the one that is given, or that of the environment', async () => {
    expect((await played({ seed: 'may', seeds: 2 })).seeds).toEqual(['may/1', 'may/2'])
    vi.stubEnv('GAMEDAY_SEED', '7')
    expect((await played({ seeds: 2 })).seeds).toEqual(['7/1', '7/2'])
  })
})

describe('F6 a goal over seeds', () => {
  it('is held, broken or unknown by the interval of its mean margin', async () => {
    const goals = ['90%', '95%', '99%'].map(share => goal.availability(share as '90%'))
    const many = await played({ goals })
    expect(many.goals.map(({ is }) => is)).toEqual(['held', 'unknown', 'broken'])
    const [held, unknown] = many.goals
    expect(held.margin).toMatchObject({ unit: 'share', seeds: 30 })
    expect(unknown.reason).toMatch(/^the interval lies on both sides of the limit; about \d+ seeds/)
    expect(unknown.needed).toBeGreaterThan(30)
    expect(unknown.held!.low).toBeLessThan(unknown.held!.share)
  })

  it('may have to hold in a share of seeds', async () => {
    const many = await played()
    const ask = (inSeeds: '20%' | '50%' | '80%') =>
      many.judge(goal.availability('95%'), { inSeeds })
    expect([ask('20%').is, ask('50%').is, ask('80%').is]).toEqual(['held', 'unknown', 'broken'])
  })

  it('is unknown where seeds have nothing to judge, or no number for it', async () => {
    const many = await played({ resolution: '1ms', seeds: 3 })
    const never = many.judge(goal.availability('90%', { between: [0, '1ms'] }))
    expect(never).toMatchObject({ is: 'unknown' })
    expect(never.reason).toMatch(/^of \d of 3 seeds: no requests came/)
  })

  it('is unknown where its steady state does not hold', async () => {
    const steadyState = goal.latency('p99', '1ms')
    const { goals } = await played({ steadyState, seeds: 2, goals: goal.availability('1%') })
    expect(goals[0].reason).toMatch(/^of 2 of 2 seeds: the steady state does not hold/)
  })
})

describe('F6 an ensemble that ends early', () => {
  it('does when all goals are clear, at one of its looks', async () => {
    const goals = [goal.availability('80%'), goal.availability('99%')]
    const early = await played({ goals, seeds: 200, stopEarly: true })
    expect(early.seeds).toHaveLength(20)
    expect(early.goals.map(({ is }) => is)).toEqual(['held', 'broken'])
    const narrow = (await played({ seeds: 20 })).availability!
    expect(early.availability!.high - early.availability!.low).toBeGreaterThan(
      narrow.high - narrow.low,
    )
  })

  it('does not while one is unclear', async () => {
    const goals = [goal.availability('95%'), goal.availability('80%')]
    expect((await played({ goals, seeds: 50, stopEarly: true })).seeds).toHaveLength(50)
  })

  it('stops when it is told to, with what is known', async () => {
    const stop = new AbortController()
    const onProgress = ({ seeds }: { readonly seeds: number }): void => {
      if (seeds === 3) stop.abort()
    }
    const { signal } = stop
    const some = await played({ signal, onProgress, goals: goal.availability('50%') })
    expect([some.isStopped, some.seeds.length]).toEqual([true, 3])
    expect(some.goals[0].is).toBe('held')
    const none = await played({ signal, goals: goal.availability('50%') })
    expect(none.goals[0]).toMatchObject({ is: 'unknown', reason: 'no seed was played' })
    expect([none.availability, `${none}`.split(',')[0]]).toEqual([undefined, 'kiosk: 0 seeds'])
  })
})

describe('F6 mistakes in an ensemble', () => {
  it.each([
    [{ seeds: 1 }, 'seeds'],
    [{ confidence: 1 }, '1 is no confidence'],
    [{ inSeeds: '100%' }, '"100%" is no share of seeds'],
    [{ goals: [] }, 'no goal is given'],
    [{ stopEarly: true }, 'nothing is to become clear'],
    [{ signal: 7 }, '7 is no signal'],
    [{ onProgress: 7 }, '7 is no function'],
    [{ sedes: 3 }, 'sedes'],
  ])('tell what is wrong: %j', async (wrong, said) => {
    await expect(played(wrong as never)).rejects.toThrow(said)
  })

  it('are told of what is no system, and no options', async () => {
    await expect(ensemble({} as never, options)).rejects.toThrow('system')
    await expect(ensemble(kiosk, 7 as never)).rejects.toThrow('7 is no set of options')
    const stray = ensemble(kiosk, { ...options, goal: [] } as never)
    await expect(stray).rejects.toThrow(/ensemble › goal\s+fix:\s+did you mean "goals"/)
  })
})
