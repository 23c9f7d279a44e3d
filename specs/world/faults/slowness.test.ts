/** Slowness and errors: where they strike, how they add up, grow, and touch a part. */
import { call, errors, type Fault, service, simulate, slow, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

type Target = 'users' | 'web' | 'web#0' | 'web#1' | 'db' | 'web->db' | 'users->web'

const shop = system('shop', {
  users: once('web', { requests: 4 }),
  web: service({ replicas: 2, handle: [work('2ms'), call('db'), work('3ms')] }),
  db: store({ time: '10ms' }),
})

const play = (...faults: Fault<Target>[]) => simulate(shop, { for: '4s', trace: true, faults })
const latencies = (...faults: Fault<Target>[]): number[] =>
  story(play(...faults)).map(([at, until]) => until - at)

describe('C3 slow', () => {
  it('by a time adds it once to each handling', () => {
    expect(latencies(slow('db', { by: '100ms' }))).toEqual([115, 115, 115, 115])
    expect(latencies(slow('web', { by: '100ms' }))).toEqual([115, 115, 115, 115])
  })

  it('by a factor stretches work, and only the work of its target', () => {
    expect(latencies(slow('db', { factor: 4 }))).toEqual([45, 45, 45, 45])
    expect(latencies(slow('web', { factor: 4 }))).toEqual([30, 30, 30, 30])
  })

  it('by both does both', () => {
    expect(latencies(slow('db', { by: '5ms', factor: 2 }))).toEqual([30, 30, 30, 30])
  })

  it('strikes one replica', () => {
    expect(latencies(slow('web#1', { by: '100ms' }))).toEqual([15, 115, 15, 115])
  })

  it('strikes one call, on its way there', () => {
    expect(latencies(slow('web->db', { by: '100ms' }))).toEqual([115, 115, 115, 115])
    expect(play(slow('web->db', { by: '100ms' })).at('db').latency.mean).toBe(10)
  })

  it('strikes all calls of clients', () => {
    expect(latencies(slow('users', { by: '100ms' }))).toEqual([115, 115, 115, 115])
  })

  it('holds the slot for the time it adds', () => {
    const narrow = system('narrow', {
      users: once('db', { rate: '1000/s', requests: 2 }),
      db: store({ concurrency: 1, time: '10ms' }),
    })
    const run = simulate(narrow, { for: '1s', trace: true, faults: [slow('db', { by: '100ms' })] })
    expect(story(run).map(([, until]) => until)).toEqual([110, 220])
  })

  it('begins and ends at exactly its moments', () => {
    expect(latencies(slow('db', { by: '100ms' }).at('1.002s').for('1s'))).toEqual([15, 115, 15, 15])
  })
})

describe('C14 faults that overlap', () => {
  it('add up, and one that ends does not end another', () => {
    const first = slow('db', { by: '100ms' }).at('0.5s').for('1s')
    const second = slow('db', { by: '30ms' }).at('0.8s').for('2s')
    expect(latencies(first, second)).toEqual([15, 145, 45, 15])
  })

  it('of the same words add up, too', () => {
    const fault = slow('db', { by: '100ms' }).at('0.5s').for('1s')
    expect(latencies(fault, fault)).toEqual([15, 215, 15, 15])
  })

  it('multiply as factors', () => {
    expect(latencies(slow('db', { factor: 2 }), slow('db', { factor: 3 }))[0]).toBe(65)
  })
})

describe('C12 a ramp', () => {
  it('grows from nothing: a quarter at a quarter of its time, all of it from its end on', () => {
    // The db is asked 2 ms after each second, where the strength is that of the arrival.
    const fault = slow('web', { by: '100ms' }).from(0).ramp('2s').forever()
    expect(latencies(fault)).toEqual([15, 65, 115, 115])
  })

  it('grows factors, too', () => {
    expect(latencies(slow('db', { factor: 3 }).from('2ms').ramp('2s').forever())).toEqual([
      15, 25, 35, 35,
    ])
  })

  it('grows the share of errors', () => {
    const many = system('many', {
      users: once('db', { rate: '1000/s', requests: 10_000 }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(many, { for: '10s', faults: [errors('db').ramp('10s')] })
    const half = run.requests({ between: ['4.9s', '5.1s'] }).availability ?? 0
    expect(Math.abs(half - 0.5)).toBeLessThan(0.15)
    expect(Math.abs(run.requests().outcomes.error - 5_000)).toBeLessThan(250)
  })
})

describe('C2 errors', () => {
  it('answer at once with their code, and no work is done', () => {
    const run = play(errors('db', { code: 503 }).at('1.5s').for('1s'))
    expect(story(run)[2]).toEqual([2_000, 2_002, 'error'])
    expect(run.at('db').reasons).toEqual([{ because: '503', count: 1 }])
    expect(run.faults[0].touched).toBe(1)
  })

  it('on a call never reach the callee', () => {
    const run = play(errors('web->db', { code: 503 }))
    expect(run.at('db').issued).toBe(0)
    expect(run.on('web->db').reasons).toEqual([{ because: '503', count: 4 }])
  })

  it('of one replica strike its requests only', () => {
    expect(story(play(errors('web#0'))).map(([, , outcome]) => outcome)).toEqual([
      'error',
      'ok',
      'error',
      'ok',
    ])
  })
})

describe('C13 a share', () => {
  const many = system('many', {
    users: once('db', { rate: '1000/s', requests: 10_000 }),
    db: store({ time: '1ms' }),
  })

  it('of requests is touched, and counted', () => {
    const run = simulate(many, { for: '10s', faults: [errors('db').share('30%')] })
    const { error } = run.requests().outcomes
    // 10,000 draws of 30 %: four standard deviations are 183.
    expect(Math.abs(error - 3_000)).toBeLessThan(183)
    expect(run.faults[0].touched).toBe(error)
  })

  it('of a rate is the product of both', () => {
    const run = simulate(many, { for: '10s', faults: [errors('db', { rate: 0.5 }).share(0.2)] })
    expect(Math.abs(run.requests().outcomes.error - 1_000)).toBeLessThan(120)
  })

  it('of slowness leaves the others as they were', () => {
    const run = simulate(many, { for: '10s', faults: [slow('db', { by: '9ms' }).share(0.5)] })
    const { touched } = run.faults[0]
    expect(Math.abs(touched - 5_000)).toBeLessThan(200)
    expect(run.requests().latency.mean).toBeCloseTo(1 + (9 * touched) / 10_000, 9)
  })
})

describe('C16 a fault', () => {
  it('behind the end of the run touches nothing, and is on the record', () => {
    const faults = [errors('db').at('1h').for('1s')]
    const run = simulate(shop, { for: '4s', faults, strict: false })
    expect(counts(run.requests().outcomes)).toEqual({ ok: 4 })
    expect(run.faults).toMatchObject([{ from: 3_600_000, until: 3_601_000, touched: 0 }])
    expect(run.facts('fault')).toEqual([])
  })

  it('is a fact when it begins and when it ends', () => {
    const run = play(slow('db', { by: '1ms' }).at('1s').for('2s'))
    expect(run.facts('fault').map(({ at, is }) => [at, is])).toEqual([
      [1_000, 'begin'],
      [3_000, 'end'],
    ])
  })
})
