/** Clocks that tell another time: entries that expire too early or too late, deadlines, tokens. */
import {
  cache,
  cached,
  call,
  clients,
  flush,
  service,
  simulate,
  skewClock,
  store,
  surge,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once, story } from '../support/story.ts'

const memory = system('memory', {
  users: once('web', { requests: 10 }),
  web: service({ handle: cached('memo', { key: 1, ttl: '4s', miss: call('db') }) }),
  memo: cache({ latency: 0 }),
  db: store({ time: 0 }),
})

/** When the database was asked, in seconds. */
const asked = (...faults: Parameters<typeof simulate>[1]['faults'] & object): number[] =>
  simulate(memory, { for: '10s', trace: true, faults: faults as never })
    .facts('attempt')
    .filter(({ call }) => call === 'web->db')
    .map(({ at }) => at / 1_000)

describe('C15 a clock that is wrong', () => {
  it('ahead lets the entries of a cache expire at once, and behind keeps them', () => {
    expect(asked()).toEqual([0, 4, 8])
    // From 1.5 s on it is 3 s later: what was filled at 0 is gone by 2 s.
    expect(asked(skewClock('memo', { ahead: '3s' }).at('1.5s'))).toEqual([0, 2, 6])
    // It is set right at 3.5 s: what was filled at 2 s by 5 s is good until 9 s.
    expect(asked(skewClock('memo', { ahead: '3s' }).at('1.5s').for('2s'))).toEqual([0, 2, 9])
    expect(asked(skewClock('memo', { behind: '3s' }).at('1.5s'))).toEqual([0, 7])
  })

  it('drifts with a ramp', () => {
    // It runs twice as fast as it should.
    expect(asked(skewClock('memo', { ahead: '10s' }).ramp('10s'))).toEqual([0, 2, 4, 6, 8])
  })

  it('that runs fast drifts, and one that runs slow keeps entries longer', () => {
    expect(asked(skewClock('memo', { fast: '100%' }))).toEqual([0, 2, 4, 6, 8])
    expect(asked(skewClock('memo', { slow: '50%' }))).toEqual([0, 8])
    // For 2 s only: it is 4 s late by then, and right again.
    expect(asked(skewClock('memo', { fast: '100%' }).for('2s'))).toEqual([0, 4, 8])
  })

  it('judges a deadline that came with a request by itself', () => {
    const chain = system('chain', {
      users: once(call('web', { deadline: '1s', propagate: true })),
      web: service({ handle: [work('100ms')] }),
    })
    const play = (ahead: '500ms' | '2s') =>
      simulate(chain, { for: '1s', trace: true, faults: [skewClock('web', { ahead })] })
    expect(story(play('500ms'))).toEqual([[0, 100, 'ok']])
    expect(story(play('2s'))).toEqual([[0, 0, 'rejected']])
    expect(play('2s').at('web').reasons).toEqual([
      { because: 'deadline passed in the queue', count: 1 },
    ])
  })

  it('takes tokens for expired: of those that last ten minutes, a fifth when two ahead', () => {
    const many = system('many', {
      users: once('auth', { rate: '1000/s', requests: 10_000 }),
      auth: store({ time: '1ms' }),
    })
    const fault = skewClock('auth', { ahead: '2m', tokens: '10m' })
    const run = simulate(many, { for: '10s', faults: [fault] })
    expect(Math.abs(run.requests().outcomes.error - 2_000)).toBeLessThan(160)
    expect(run.at('auth').reasons[0].because).toBe('401')
  })
})

describe('C15 a cache that is flushed', () => {
  it('knows nothing, and learns again', () => {
    expect(asked(flush('memo').at('1.5s'))).toEqual([0, 2, 6])
  })

  it('with a declared ratio of hits warms up anew', () => {
    const warm = system('warm', {
      users: once('web', { rate: '100/s', requests: 2_000 }),
      web: service({ handle: cached('memo', { hitRatio: 1, miss: call('db') }) }),
      memo: cache({ latency: 0, warmUp: '10s' }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(warm, { for: '20s', faults: [flush('memo').at('5s').for('10s')] })
    // Of 1000 questions in ten seconds half are misses in the mean, as warmth grows from 0 to 1.
    expect(run.at('db', { between: [0, '5s'] }).issued).toBe(0)
    expect(Math.abs(run.at('db').issued - 500)).toBeLessThan(52)
    expect(run.at('db', { between: ['15s', '20s'] }).issued).toBe(0)
  })
})

describe('C8 a crowd', () => {
  const crowd = system('crowd', {
    users: once('db', { rate: '10/s', requests: 1_000 }),
    db: store({ time: '1ms' }),
  })
  const at = (run: ReturnType<typeof simulate>): number[] =>
    run.facts('attempt').map(({ at }) => at)

  it('comes at once, and goes at once', () => {
    const fault = surge('users', { factor: 5 }).at('250ms').for('100ms')
    const run = simulate(crowd, { for: '600ms', trace: true, faults: [fault] })
    // 50 ms are left at 250 until the next one; they shrink to 10, and grow again at 350.
    expect(at(run)).toEqual([0, 100, 200, 260, 280, 300, 320, 340, 400, 500])
    expect(run.faults[0].touched).toBe(5)
  })

  it('of random arrivals is as many more in the mean', () => {
    const random = system('random', {
      users: clients({ rate: '1000/s', call: 'db' }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(random, {
      for: '10s',
      faults: [surge('users', { factor: 3 }).at('2s').for('4s')],
    })
    // 12,000 in four seconds, with a standard deviation of 110.
    expect(Math.abs(run.requests({ between: ['2s', '6s'] }).issued - 12_000)).toBeLessThan(440)
    expect(Math.abs(run.requests({ between: ['6s', '10s'] }).issued - 4_000)).toBeLessThan(253)
  })

  it('grows in a ramp: twice as many in the mean while it grows to three times', () => {
    const run = simulate(crowd, {
      for: '20s',
      faults: [surge('users', { factor: 3 }).at('0s').ramp('10s').for('20s')],
    })
    expect(Math.abs(run.requests({ between: [0, '10s'] }).issued - 200)).toBeLessThan(3)
    expect(Math.abs(run.requests({ between: ['10s', '20s'] }).issued - 300)).toBeLessThan(2)
  })

  it('of users is as many more of them, who think first when they come', () => {
    const loop = system('loop', {
      users: clients({ users: 10, think: '99ms', call: 'db' }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(loop, {
      for: '10s',
      faults: [surge('users', { factor: 3 }).at('5s').for('5s')],
    })
    expect(run.requests({ between: [0, '5s'] }).issued).toBe(500)
    // Twenty more come at 5 s, and ask for the first time at 5.099 s: 50 times in five seconds.
    expect(run.requests({ between: ['5s', '10s'] }).issued).toBe(1_500)
  })

  it('is no share of a crowd', () => {
    expect(counts(simulate(crowd, { for: '1s' }).requests().outcomes)).toEqual({ ok: 10 })
    expect(() => surge('users').share(0.5)).toThrow('cannot touch a part only')
  })
})
