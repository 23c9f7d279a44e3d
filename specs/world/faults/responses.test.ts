/** Answers that are wrong and look fine, that cannot be read, and that were right once. */
import {
  cache,
  cached,
  call,
  corrupt,
  type Fault,
  flipBits,
  parallel,
  service,
  simulate,
  stale,
  store,
  system,
  undecodable,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

type Target = 'db' | 'db#0' | 'web' | 'web->db' | 'users'

const shop = (options: object = {}) =>
  system('shop', {
    users: once('web', { requests: 4 }),
    web: service({ handle: [work('2ms'), call('db', options), work('3ms')] }),
    db: store({ time: '10ms', replicas: 2 }),
  })

const play = (faults: readonly Fault<Target>[], options: object = {}) =>
  simulate(shop(options), { for: '4s', trace: true, faults })

describe('C4 wrong answers', () => {
  it('look fine: nothing ends sooner, but the whole is incorrect, and not available', () => {
    const run = play([corrupt('db').at('1.5s').for('1s')])
    expect(story(run)).toEqual([
      [0, 15, 'ok'],
      [1_000, 1_015, 'ok'],
      [2_000, 2_015, 'incorrect'],
      [3_000, 3_015, 'ok'],
    ])
    expect(run.availability()).toBe(0.75)
    expect(counts(run.at('web').outcomes)).toEqual({ ok: 3, incorrect: 1 })
    expect(run.faults[0].touched).toBe(1)
  })

  it('are noticed by nobody: no retry, no fallback and no breaker helps', () => {
    const careful = {
      retry: { attempts: 3, base: '1ms' },
      fallback: { value: 0 },
      breaker: { consecutive: 1, openFor: '10s' },
    }
    const run = play([corrupt('db')], careful)
    expect(counts(run.on('web->db').outcomes)).toEqual({ incorrect: 4 })
    expect(run.on('web->db').attempts.issued).toBe(4)
    expect(run.on('web->db').breaker).toEqual([])
  })

  it('of an optional dependency are wrong all the same', () => {
    expect(counts(play([corrupt('db')], { optional: true }).requests().outcomes)).toEqual({
      incorrect: 4,
    })
  })

  it('of one replica, or of one call, strike what comes from there', () => {
    const outcomes = (target: Target) =>
      story(play([corrupt(target)])).map(([, , outcome]) => outcome)
    expect(outcomes('db#0')).toEqual(['incorrect', 'ok', 'incorrect', 'ok'])
    expect(outcomes('web->db')).toEqual(['incorrect', 'incorrect', 'incorrect', 'incorrect'])
    expect(counts(play([corrupt('web->db')]).at('db').outcomes)).toEqual({ ok: 4 })
  })

  it('in one branch make all of it wrong', () => {
    const two = system('two', {
      users: once('web'),
      web: service({ handle: parallel(call('db'), call('log')) }),
      db: store({ time: '10ms' }),
      log: store({ time: '20ms' }),
    })
    expect(story(simulate(two, { for: '1s', trace: true, faults: [corrupt('db')] }))).toEqual([
      [0, 20, 'incorrect'],
    ])
  })

  it('come at a rate, and errors stay errors', () => {
    const many = system('many', {
      users: once('db', { rate: '1000/s', requests: 10_000 }),
      db: store({ time: '1ms', errorRate: '50%' }),
    })
    const run = simulate(many, { for: '10s', faults: [corrupt('db', { rate: '20%' })] })
    const { error, incorrect } = run.requests().outcomes
    // A fifth of the other half: 1000 of 10,000, with a standard deviation of 30.
    expect(Math.abs(incorrect - 1_000)).toBeLessThan(120)
    expect(Math.abs(error - 5_000)).toBeLessThan(200)
    expect(run.faults[0].touched).toBe(incorrect)
  })
})

describe('C4 answers that cannot be read', () => {
  it('are errors after all the work, and are tried again', () => {
    const run = play([undecodable('db').for('1s')], {
      retry: { attempts: 2, base: '5ms', jitter: 'none' },
    })
    expect(attemptsOf(run, 'web->db').slice(0, 2)).toEqual([
      [2, 12, 'error'],
      [17, 27, 'error'],
    ])
    expect(run.on('web->db').reasons).toEqual([{ because: 'answer not readable', count: 1 }])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 3, error: 1 })
  })

  it('come out of the callee in order when a call garbles them', () => {
    const run = play([undecodable('web->db')])
    expect(counts(run.at('db').outcomes)).toEqual({ ok: 4 })
    expect(counts(run.on('web->db').outcomes)).toEqual({ error: 4 })
  })
})

describe('C4 a stale cache', () => {
  const cachedShop = (hitRatio: number) =>
    system('cached shop', {
      users: once('web', { requests: 1_000, rate: '1000/s' }),
      web: service({ handle: cached('memo', { hitRatio, miss: call('db') }) }),
      memo: cache({ latency: '1ms' }),
      db: store({ time: '10ms' }),
    })

  it('makes hits wrong, and leaves misses as they are', () => {
    const run = simulate(cachedShop(0.6), { for: '1s', faults: [stale('memo')] })
    const { ok, incorrect } = run.requests().outcomes
    expect(ok).toBe(run.at('db').issued)
    expect(incorrect).toBe(1_000 - ok)
    expect(run.faults[0].touched).toBe(incorrect)
    expect(Math.abs(incorrect - 600)).toBeLessThan(62)
  })
})

describe('C5 bits that flip on the way', () => {
  const sized = (bytes: number) =>
    system('sized', {
      users: once(call('db', { request: bytes, response: 4 * bytes }), {
        rate: '1000/s',
        requests: 10_000,
      }),
      db: store({ time: '1ms' }),
    })
  const wrong = (bytes: number, rate: number) =>
    simulate(sized(bytes), {
      for: '10s',
      faults: [flipBits('users->db', { rate })],
      strict: false,
    }).requests().outcomes.incorrect

  it('spoil large messages more often: 1 - (1 - rate)^bits', () => {
    // 5 × 100 bytes are 4000 bits: 1 - (1 - 1e-4)^4000 = 0.3297; four deviations are 188.
    expect(Math.abs(wrong(100, 1e-4) - 3_297)).toBeLessThan(188)
    expect(Math.abs(wrong(1_000, 1e-4) - 9_817)).toBeLessThan(54)
    expect(wrong(0, 1e-4)).toBe(0)
  })

  it('spoil almost nothing when almost none do, and not nothing', () => {
    // 40,000 bits at 1e-9: 4e-5 of 10,000 messages is 0.4 in the mean.
    expect(wrong(1_000, 1e-9)).toBeLessThan(5)
    expect(wrong(1_000_000, 1e-9)).toBeGreaterThan(250)
  })
})
