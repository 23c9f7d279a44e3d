/**
 * Changes of what lets requests in and out: whoever is inside leaves by the policy that let it in,
 * and those that come after meet the next one.
 */
import {
  call,
  change,
  clients,
  service,
  simulate,
  store,
  type StoreSpec,
  system,
  UsageError,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../../world/support/story.ts'

type Db = Partial<StoreSpec<never>>
type Changes = readonly ReturnType<typeof change<'db'>>[]

/** A request each 10 ms for one slot, which each holds for 100 ms. */
const line = (db: Db = {}, requests = 7) =>
  system('line', {
    users: once('db', { rate: '100/s', requests, timeout: '10s' }),
    db: store({ concurrency: 1, time: '100ms', ...db }),
  })

const ends = (db: Db, changes: Changes, requests?: number) =>
  story(simulate(line(db, requests), { for: '1s', changes, trace: true }))
    .map(([at, until, outcome]) => `${at}-${until} ${outcome}`)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))

describe('a change of shedding', () => {
  it('lets those who wait go first, in the order in which they waited', () => {
    const newest = change('db', { shedding: { order: 'lifo' } }).at('35ms')
    expect(ends({}, [newest])).toEqual([
      '0-100 ok',
      '10-200 ok',
      '20-300 ok',
      '30-400 ok',
      '40-700 ok',
      '50-600 ok',
      '60-500 ok',
    ])
  })

  it('times out only those that come after', () => {
    const impatient = change('db', { shedding: { queueTimeout: '150ms' } }).at('25ms')
    expect(ends({}, [impatient], 5)).toEqual([
      '0-100 ok',
      '10-200 ok',
      '20-300 ok',
      '30-180 rejected',
      '40-190 rejected',
    ])
    // And once it is taken away, those that came before it was.
    const taken = change('db', { shedding: null }).at('25ms')
    expect(ends({ shedding: { queueTimeout: '150ms' } }, [taken], 5)).toEqual([
      '0-100 ok',
      '10-200 ok',
      '20-170 rejected',
      '30-300 ok',
      '40-400 ok',
    ])
  })

  it('may be taken back, and made again', () => {
    const newest = change('db', { shedding: { order: 'lifo' } })
    const changes = [newest.at('15ms').for('20ms'), newest.at('55ms')]
    // Each line goes before the next: 10; then 30, 20; then 40, 50; then 60.
    expect(ends({}, changes)).toEqual([
      '0-100 ok',
      '10-200 ok',
      '20-400 ok',
      '30-300 ok',
      '40-500 ok',
      '50-600 ok',
      '60-700 ok',
    ])
  })

  it('cannot be to interrupt work, or not to, which is settled at the start', () => {
    const preemptive = change('db', { shedding: { order: 'priority', preemptive: true } })
    expect(() => simulate(line(), { for: '1s', changes: [preemptive] })).toThrow(UsageError)
    expect(() => simulate(line(), { for: '1s', changes: [preemptive] })).toThrow('preemptive')
  })
})

describe('a change of limit', () => {
  const limit = (most: number) =>
    ({ algorithm: 'aimd', initial: most, min: most, max: most }) as const

  it('counts those that come after; whoever was let in before leaves as it came', () => {
    const slots: Db = { concurrency: 10, limit: limit(2) }
    // 0 and 10 are inside until 100 and 110; from 25 on one more may be.
    const tighter = change('db', { limit: limit(1) }).at('25ms')
    expect(ends(slots, [tighter])).toEqual([
      '0-100 ok',
      '10-110 ok',
      '20-20 rejected',
      '30-130 ok',
      '40-40 rejected',
      '50-50 rejected',
      '60-60 rejected',
    ])
  })

  it('may be the first, or take it away', () => {
    const slots: Db = { concurrency: 10 }
    const first = change('db', { limit: limit(1) }).at('25ms')
    expect(ends(slots, [first], 5).slice(3)).toEqual(['30-130 ok', '40-40 rejected'])
    const none = change('db', { limit: null }).at('25ms')
    expect(ends({ ...slots, limit: limit(1) }, [none], 5).slice(1)).toEqual([
      '10-10 rejected',
      '20-20 rejected',
      '30-130 ok',
      '40-140 ok',
    ])
  })

  it('stands behind a rate limit, as declared: what that turns away does not count', () => {
    const changes = [
      change('db', { limit: limit(2) }).at('5ms'),
      change('db', { rateLimit: { limit: 1, window: '25ms' } }).at('5ms'),
    ]
    expect(ends({ concurrency: 10 }, changes, 6)).toEqual([
      '0-100 ok',
      '10-110 ok',
      '20-20 rejected',
      '30-130 ok',
      '40-40 rejected',
      '50-50 rejected',
    ])
  })
})

describe('a change of balance', () => {
  const shop = (balance?: 'roundRobin') =>
    system('shop', {
      users: once('db', { rate: '100/s', requests: 8, timeout: '10s' }),
      db: store({ replicas: 2, concurrency: 10, time: '1s', balance }),
    })
  const least = change('db', { balance: { by: 'leastConnections', ties: 'lowestIndex' } })
  const replicas = (changes: Changes, balance?: 'roundRobin') =>
    simulate(shop(balance), { for: '1s', changes, trace: true })
      .facts('attempt')
      .map(({ attempt }) => attempt.replica)

  it('knows what is pending from before', () => {
    // 0, 1, 0 have come in turn: the next goes to the one with less.
    expect(replicas([least.at('25ms')], 'roundRobin')).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
    expect(replicas([least.at('25ms')])).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
  })

  it('ends when it is taken back', () => {
    const sticky = change('db', { balance: 'consistentHash' }).at('15ms').for('30ms')
    const chosen = replicas([sticky])
    expect(chosen.slice(0, 2)).toEqual([0, 1])
    expect(chosen.slice(5)).toHaveLength(3)
  })
})

describe('a change of zoneRouting', () => {
  const spread = { zones: ['a', 'b'], balance: 'random', concurrency: 100 } as const
  const pair = system('pair', {
    users: clients({ rate: '100/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
    web: service({ ...spread, replicas: 2, handle: call('api') }),
    api: store({ ...spread, replicas: 4, time: '1ms' }),
  })

  it('keeps requests in their zone from then on, and lets them cross again', () => {
    const home = change('api', { zoneRouting: 'preferSameZone' }).at('10s').for('10s')
    const run = simulate(pair, { for: '30s', changes: [home] })
    const crossing = (from: number, to: number) =>
      run.on('web->api', { between: [`${from}s`, `${to}s`] }).zones?.crossing
    expect(crossing(10, 20)).toBe(0)
    expect(crossing(0, 10)).toBeGreaterThan(0.2)
    expect(crossing(20, 30)).toBeGreaterThan(0.2)
  })
})
