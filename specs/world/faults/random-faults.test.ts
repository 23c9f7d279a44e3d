/** C11, C14: faults by chance, settled before the run begins and moved by nothing in it. */
import {
  clients,
  crash,
  errorRate,
  errors,
  exponential,
  type Fault,
  queueOf,
  type Run,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { randomPeriods } from '../../../src/faults/random-times.ts'
import { once, story } from '../support/story.ts'

const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'db' }),
  db: store({ concurrency: 4, replicas: 3, time: exponential('20ms'), zone: 'eu' }),
  other: store({ time: '1ms', zone: 'eu' }),
})

const flaky = crash('db').randomly({ every: '8s', for: '2s' })

const timesOf = (run: Run, nth = 0): [from: number, until: number, replica?: string][] =>
  run.faults[nth].periods.map(({ from, until, replica }) =>
    replica === undefined ? [from, until] : [from, until, replica],
  )

const play = (faults: Fault<'db' | 'other' | 'zone:eu'>[], length: '1m' | '2m' = '1m', seed = 1) =>
  simulate(shop, { for: length, faults, seed })

describe('C11: a fault that comes and goes by chance', () => {
  const times = timesOf(play([flaky]))

  it('comes several times, one after the other', () => {
    expect(times.length).toBeGreaterThan(3)
    const moments = times.flat()
    expect(moments).toEqual([...moments].sort((a, b) => Number(a) - Number(b)))
  })

  it('comes at the same times in the same run, and at others with another seed', () => {
    expect(timesOf(play([flaky]))).toEqual(times)
    expect(timesOf(play([flaky], '1m', 2))).not.toEqual(times)
  })

  it('comes at the same times whatever else happens', () => {
    const others = [slow('db', { by: '1s' }).when(queueOf('db').above(3)), errors('db').share(0.5)]
    const run = play([...others, flaky])
    const found = run.faults.findIndex(({ fault }) => fault === `${flaky}`)
    expect(timesOf(run, found)).toEqual(times)
  })

  it('comes at the same times in a longer run, and then again', () => {
    const longer = timesOf(play([flaky], '2m'))
    expect(longer.slice(0, times.length)).toEqual(times)
    expect(longer.length).toBeGreaterThan(times.length)
  })

  it('moves no other stream: the same requests come, and none differs before it does', () => {
    const before = { between: [0, Math.floor(times[0][0] / 1_000) * 1_000] } as const
    const [calm, hit] = [play([]), play([flaky])]
    expect(hit.requests(before)).toEqual(calm.requests(before))
    expect(hit.requests().issued).toBe(calm.requests().issued)
    expect(hit.series('rate')).toEqual(calm.series('rate'))
  })

  it('says so on the record', () => {
    const [begin, end] = play([flaky]).facts('fault')
    expect([begin.is, begin.because]).toEqual(['begin', 'by chance, every 8s on average'])
    expect([end.is, end.because]).toEqual(['end', 'by chance, after 2s on average'])
  })

  it('keeps to its window', () => {
    const within = flaky.from('20s').until('40s')
    const inside = timesOf(play([within])).flat()
    expect(inside.length).toBeGreaterThan(0)
    expect(Math.min(...inside.map(Number))).toBeGreaterThanOrEqual(20_000)
    expect(Math.max(...inside.map(Number))).toBeLessThanOrEqual(40_000)
  })

  it('has windows for questions that are exact, all its periods together', () => {
    const fault = errors('db').randomly({ every: '8s', for: '2s' })
    const run = play([fault])
    const during = run.requests({ during: fault })
    expect(during.availability).toBe(0)
    expect(during.outcomes.error).toBe(run.requests().outcomes.error)
  })

  it('may last just so long each time', () => {
    const exact = crash('db').randomly({ every: '8s', for: '2s', exactly: true })
    const lengths = timesOf(play([exact])).map(([from, until]) => until - from)
    expect(lengths.length).toBeGreaterThan(3)
    for (const length of lengths) expect(length).toBeCloseTo(2_000, 6)
  })
})

describe('C11: replicas that fail each by itself', () => {
  const each = (target: 'db' | 'zone:eu') =>
    crash(target).randomly({ every: '10s', for: '2s', each: 'replica' })

  it('have schedules of their own', () => {
    const times = timesOf(play([each('db')]))
    expect(new Set(times.map(([, , replica]) => replica))).toEqual(
      new Set(['db#0', 'db#1', 'db#2']),
    )
    const begins = times.map(([from]) => from)
    expect(new Set(begins).size).toBe(begins.length)
  })

  it('may be all those of a zone', () => {
    const struck = timesOf(play([each('zone:eu')])).map(([, , replica]) => replica)
    expect(struck).toContain('other#0')
  })

  it('are a mistake where there are none', () => {
    const small = system('small', {
      users: clients({ rate: '1/s', call: 'db' }),
      db: store({ time: 1 }),
    })
    const fault = slow('users->db', { by: 1 })
    const faults = [fault.randomly({ every: '1s', for: '1s', each: 'replica' })]
    expect(() => simulate(small, { for: '1s', faults })).toThrow('has no replicas')
  })
})

describe('C11: a fault that not every run has', () => {
  const rare = errors('db').at('10s').for('5s').withProbability('30%')
  const idle = system('idle', {
    users: once('db', { rate: '1/s', requests: 20 }),
    db: store({ time: 1 }),
  })
  const why = 'chance has left it out of this run; it happens in 30% of runs.'
  const leftOut = `${rare} tested nothing: ${why}`
  const brief = (seed: number) => simulate(idle, { for: '20s', faults: [rare], seed })

  it('is there in that share of runs, drawn once', () => {
    const runs = Array.from({ length: 200 }, (_, seed) => brief(seed))
    const share = runs.filter(run => run.faults[0].periods.length > 0).length / runs.length
    // Three standard errors of a share of 0.3 in 200 runs are 0.097.
    expect(Math.abs(share - 0.3)).toBeLessThan(0.097)
  })

  it('is whole where it is there, and told where it is not', () => {
    const runs = Array.from({ length: 10 }, (_, seed) => brief(seed))
    for (const run of runs) {
      const served = run.requests({ during: rare })
      expect(served.issued === 0 || served.availability === 0).toBe(true)
      const isThere = run.faults[0].periods.length > 0
      expect(run.warnings).toEqual(isThere ? [] : [leftOut])
    }
  })

  it('is no mistake of a strict run that has it not', () => {
    const runs = Array.from({ length: 10 }, (_, seed) =>
      simulate(idle, { for: '20s', faults: [rare], seed, strict: true }),
    )
    expect(runs.some(run => run.faults[0].periods.length === 0)).toBe(true)
  })
})

describe('C14: faults that overlap', () => {
  const quick = system('quick', {
    users: once('db', { rate: '50/s', requests: 3_000 }),
    db: store({ time: 0 }),
  })
  const down = (): Fault<'db'> => crash('db', { refuse: true })

  it('add up, and ending one ends no other: planned, by chance, and by a condition', () => {
    const faults = [
      down().randomly({ every: '3s', for: '1s' }),
      down().randomly({ every: '6s', for: '3s' }),
      down()
        .when(errorRate('db', { over: '1s' }).above('50%'), { cooldown: '2s' })
        .for('1700ms'),
      down().at('30s').for('2s'),
    ]
    const run = simulate(quick, { for: '1m', faults, trace: true })
    const periods = run.faults.flatMap(fault => fault.periods)
    const isDown = (at: number): boolean =>
      periods.some(({ from, until }) => from <= at && at < until)
    const overlaps = periods.filter(({ until }) => isDown(until))
    expect(run.faults.every(fault => fault.periods.length > 0)).toBe(true)
    expect(overlaps.length).toBeGreaterThan(5)
    expect(story(run).map(([at, , outcome]) => [at, outcome])).toEqual(
      story(run).map(([at]) => [at, isDown(at) ? 'rejected' : 'ok']),
    )
  })
})

describe('the schedule', () => {
  const how = { everyMs: 100, forMs: 50, exactly: false, each: 'target' } as const
  const counted = (numbers: readonly number[]) => {
    let drawn = 0
    return { random: () => numbers[drawn++ % numbers.length], drawn: () => drawn }
  }

  it('takes two numbers for each period, -mean × ln(1 - u), and two to stop', () => {
    const half = counted([0.5])
    const periods = randomPeriods(half.random, how, { from: 0, until: Infinity }, 250)
    const ln2 = Math.log(2)
    const moments = periods.flatMap(({ from, until }) => [from, until])
    expect(moments.map(at => Math.round((at / ln2) * 1e6) / 1e6)).toEqual([100, 150, 250, 300])
    expect(half.drawn()).toBe(6)
  })

  it('has the same gaps when lengths are exact', () => {
    const numbers = [0.3, 0.9, 0.6, 0.2]
    const exact = { ...how, exactly: true }
    const window = { from: 0, until: 1_000 }
    const gaps = (periods: readonly { from: number; until: number }[]) =>
      periods.slice(0, 3).map(({ from }, i) => from - (periods[i - 1]?.until ?? 0))
    const [one, other] = [how, exact].map(each =>
      gaps(randomPeriods(counted(numbers).random, each, window)),
    )
    one.forEach((gap, i) => expect(gap).toBeCloseTo(other[i], 9))
  })

  it('goes on past the end of the run, but begins nothing there', () => {
    const one = randomPeriods(() => 0.9, how, { from: 0, until: Infinity }, 300)
    expect(one).toHaveLength(1)
    expect(one[0].until).toBeGreaterThan(300)
  })

  it('is a mistake when it would never end', () => {
    const mad = crash('db').randomly({ every: '1ms', for: '1ms' })
    expect(() => play([mad])).toThrow('would come about 30000 times')
  })
})
