/** C11: faults that come and go periodically, and strike one replica at a time. */
import {
  clients,
  crash,
  errors,
  type Fault,
  type Run,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { story } from '../support/story.ts'

const shop = system('shop', {
  users: clients({ rate: '10/s', arrivals: 'steady', call: 'db' }),
  db: store({ concurrency: 4, replicas: 3, time: '5ms' }),
})

const play = (fault: Fault<'db'>, length: '30s' | '1m' = '30s', seed = 1): Run =>
  simulate(shop, { for: length, faults: [fault], seed, trace: 1 })

const timesOf = (run: Run): [from: number, until: number][] =>
  run.faults[0].periods.map(({ from, until }) => [from, until])

const flapping = errors('db').at('10s').every('5s').for('1s')

describe('C11: a fault that comes and goes periodically', () => {
  it('is in force for the length of each time, from one beginning to the next', () => {
    const run = play(flapping)
    expect(timesOf(run)).toEqual([
      [10_000, 11_000],
      [15_000, 16_000],
      [20_000, 21_000],
      [25_000, 26_000],
    ])
    expect(run.requests().outcomes.error).toBe(40)
    expect(run.requests({ during: flapping }).outcomes.error).toBe(40)
  })

  it('ends with its window, in the middle of a time if need be', () => {
    const times = [
      [10_000, 11_000],
      [15_000, 15_400],
    ]
    expect(timesOf(play(flapping.until('15.4s')))).toEqual(times)
    const said = errors('db').until('15.4s').every('5s').from('10s').for('1s')
    expect(timesOf(play(said))).toEqual(times)
  })

  it('says so on the record', () => {
    const [begin, end] = play(flapping).facts('fault')
    expect([begin.is, begin.because]).toEqual(['begin', 'periodically, every 5s'])
    expect([end.is, end.because]).toEqual(['end', 'periodically, after 1s'])
  })

  it('grows each time anew', () => {
    const grows = slow('db', { by: '1s' }).from('10s').every('10s').for('2s').ramp('2s')
    const late = story(play(grows)).filter(([at]) => at === 10_500 || at === 20_500)
    expect(late.map(([at, until]) => until - at)).toEqual([5 + 250, 5 + 250])
  })

  it('comes in some runs only, with a chance', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    const runs = seeds.map(seed => timesOf(play(flapping.withProbability('50%'), '30s', seed)))
    expect(new Set(runs.map(({ length }) => length))).toEqual(new Set([0, 4]))
  })

  it('that would come too often is told', () => {
    const often = () => play(slow('db', { by: 1 }).every('2ms').for('1ms'))
    expect(problemsOf(often).map(({ what }) => what)).toEqual([
      'this fault would come about 15000 times: 10000 is the most, since the recording keeps ' +
        'each beginning and each end as an edge of its own',
    ])
  })
})

describe('C11: a fault that strikes one replica each time', () => {
  const oneByOne = crash('db').every('5s', { each: 'oneReplica' }).for('1s')

  it('strikes one of them, by chance, and each at some time', () => {
    const { periods } = play(oneByOne, '1m').faults[0]
    expect(periods.map(({ from }) => from)).toEqual(Array.from({ length: 12 }, (_, n) => n * 5_000))
    const struck = periods.map(({ replica }) => replica)
    expect(new Set(struck)).toEqual(new Set(['db#0', 'db#1', 'db#2']))
    expect(play(oneByOne, '1m').faults[0].periods).toEqual(periods)
  })

  it('comes by chance at the times at which it would strike all of them', () => {
    const times = { every: '5s', for: '1s' } as const
    const one = play(crash('db').randomly({ ...times, each: 'oneReplica' }), '1m').faults[0]
    expect(one.periods.length).toBeGreaterThan(3)
    expect(new Set(one.periods.map(({ replica }) => replica)).size).toBeGreaterThan(1)
    const inOrder = one.periods.every(({ from }, i) => i === 0 || from >= one.periods[i - 1].until)
    expect(inOrder).toBe(true)
  })
})
