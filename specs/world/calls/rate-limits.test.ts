/** Rate limits on virtual time: of a call, and at the entrance of a component. */
import {
  call,
  type CallOptions,
  clients,
  crash,
  external,
  service,
  simulate,
  store,
  system,
  type IntakeLimitSpec,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

/** Five requests, 10 ms apart, to a store that takes no time. */
function five(options: CallOptions, requests = 5) {
  const small = system('small', {
    users: once(call('db', options), { rate: '100/s', requests }),
    db: store({ time: 0 }),
  })
  return simulate(small, { for: '1s', trace: true })
}

describe('E6 a rate limit of a call', () => {
  it('turns away what comes too often; the callee hears nothing of it', () => {
    const run = five({ rateLimit: { rate: '50/s', burst: 2 } })
    expect(story(run)).toEqual([
      [0, 0, 'ok'],
      [10, 10, 'ok'], // 1.5 tokens, of which it takes one
      [20, 20, 'ok'],
      [30, 30, 'rejected'],
      [40, 40, 'ok'],
    ])
    expect(run.on('users->db').reasons).toEqual([{ because: 'rate limit reached', count: 1 }])
    expect([run.at('db').issued, run.on('users->db').attempts.issued]).toEqual([4, 4])
  })

  it('has calls wait for their turn, smoothly, when they may', () => {
    const run = five({ rateLimit: { algorithm: 'leakyBucket', rate: '50/s', maxWait: '25ms' } })
    expect(story(run)).toEqual([
      [0, 0, 'ok'],
      [10, 20, 'ok'],
      [20, 40, 'ok'],
      [30, 30, 'rejected'], // its turn would be at 60, in 30 ms
      [40, 60, 'ok'],
    ])
    expect(attemptsOf(run, 'users->db').map(([at]) => at)).toEqual([0, 20, 40, 60])
  })

  it('shows in journeys and numbers how long calls were held back', () => {
    const run = five({ rateLimit: { algorithm: 'leakyBucket', rate: '50/s', maxWait: '25ms' } })
    expect(run.recording.journeys.map(({ heldMs }) => heldMs)).toEqual([
      undefined,
      10,
      20,
      undefined,
      20,
    ])
    const { waiting } = run.on('users->db')
    expect(waiting.mean).toBeCloseTo(50 / 3, 9)
  })

  it('counts by windows, by a log or by a sliding counter, as told', () => {
    const passed = (rateLimit: NonNullable<CallOptions['rateLimit']>) =>
      story(five({ rateLimit }, 12)).flatMap(([at, , outcome]) => (outcome === 'ok' ? [at] : []))
    const quota = { limit: 2, window: '50ms' } as const
    expect(passed(quota)).toEqual([0, 10, 50, 60, 100, 110])
    expect(passed({ ...quota, algorithm: 'slidingLog' })).toEqual([0, 10, 50, 60, 100, 110])
    // At 60 the two of the window before count as 2 * 0.8, at 70 as 1.2 beside the one from 60.
    expect(passed({ ...quota, algorithm: 'slidingCounter' })).toEqual([0, 10, 60, 80, 110])
  })

  it('begins with an empty bucket when told so, from the start of the run', () => {
    const run = five({ rateLimit: { rate: '50/s', burst: 5, start: 'empty' } })
    expect(story(run).map(([, , outcome]) => outcome)).toEqual([
      'rejected',
      'rejected',
      'ok',
      'rejected',
      'ok',
    ])
  })

  it('takes several permits for a call that costs more', () => {
    const run = five({ rateLimit: { rate: '100/s', burst: 3, permits: 3 } })
    expect(story(run).map(([, , outcome]) => outcome)).toEqual([
      'ok',
      'rejected',
      'rejected',
      'ok',
      'rejected',
    ])
  })

  it('does not have a call wait for longer than its deadline lets it', () => {
    const rateLimit = { algorithm: 'leakyBucket', rate: '10/s', maxWait: '10s' } as const
    const run = five({ rateLimit, deadline: '150ms' })
    expect(story(run)).toEqual([
      [0, 0, 'ok'],
      [10, 100, 'ok'],
      [20, 20, 'rejected'], // at 200 its deadline, 170, would have passed
      [30, 30, 'rejected'],
      [40, 40, 'rejected'],
    ])
  })

  it('is the outermost: its rejections are not retried, but a fallback stands in', () => {
    const run = five({
      rateLimit: { rate: '1/s', burst: 1 },
      retry: { attempts: 3 },
      fallback: { value: 'cached' },
    })
    expect(counts(run.on('users->db').outcomes)).toEqual({ ok: 1, degraded: 4 })
  })

  it('is retried when the retry stands around it, and no failure of the callee', () => {
    const run = five(
      {
        policies: [
          { retry: { attempts: 3, base: '500ms', backoff: 'constant' } },
          { breaker: { consecutive: 1, openFor: '1h' } },
          { rateLimit: { rate: '2/s', burst: 1 } },
        ],
      },
      2,
    )
    expect(story(run)).toEqual([
      [0, 0, 'ok'],
      [10, 510, 'ok'],
    ])
  })
})

describe('E6 whose calls a limit counts', () => {
  const behind = (rateLimit: NonNullable<CallOptions['rateLimit']>) =>
    system('behind', {
      users: once(call('api'), { rate: '100/s', requests: 6 }),
      api: service({ replicas: 2, handle: call('db', { rateLimit }) }),
      db: store({ time: 0 }),
    })

  it('are those of a replica', () => {
    const run = simulate(behind({ rate: '1/s', burst: 2 }), { for: '1s' })
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 4, rejected: 2 })
  })

  it('are those of all replicas, when told so', () => {
    const run = simulate(behind({ rate: '1/s', burst: 2, scope: 'global' }), { for: '1s' })
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 2, rejected: 4 })
  })

  it('are forgotten by a process that starts anew', () => {
    const run = simulate(behind({ rate: '1/h', burst: 1 }), {
      for: '1s',
      faults: [crash('api#0').at('15ms').for('1ms')],
    })
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 3, rejected: 3 })
  })
})

describe('E6 a rate limit of a component', () => {
  const limited = (rateLimit: IntakeLimitSpec, replicas = 1) =>
    system('limited', {
      eager: clients({ rate: '100/s', arrivals: 'steady', requests: 4, call: 'payments' }),
      modest: clients({ rate: '50/s', arrivals: 'steady', requests: 2, call: 'payments' }),
      payments: external({ time: '1ms', replicas, rateLimit }),
    })

  it('answers 429 to what comes too often, whoever it is from', () => {
    const run = simulate(limited({ rate: '1/s', burst: 2 }), { for: '1s' })
    expect(counts(run.at('payments').outcomes)).toEqual({ ok: 2, rejected: 4 })
    expect(run.at('payments').reasons).toEqual([{ because: '429', count: 4 }])
    expect(run.on('eager->payments').attempts.issued).toBe(4)
  })

  it('gives each caller a limit of its own, when told so', () => {
    const run = simulate(limited({ rate: '1/s', burst: 2, per: 'client' }), { for: '1s' })
    expect(counts(run.on('eager->payments').outcomes)).toEqual({ ok: 2, rejected: 2 })
    expect(counts(run.on('modest->payments').outcomes)).toEqual({ ok: 2 })
  })

  it('is of each replica, or of all together', () => {
    const each = simulate(limited({ rate: '1/s', burst: 2 }, 2), { for: '1s' })
    const all = simulate(limited({ rate: '1/s', burst: 2, scope: 'global' }, 2), { for: '1s' })
    expect([each.at('payments').outcomes.ok, all.at('payments').outcomes.ok]).toEqual([4, 2])
  })

  it('says when to come again, and a retry may heed that', () => {
    const heeding = (retryAfter: 'ignore' | 'aws' | 'grpc') => {
      const retry = { attempts: 2, base: '10ms', retryAfter } as const
      const small = system('small', {
        users: once(call('payments', { retry }), { rate: '1000/s', requests: 2 }),
        payments: external({ time: 0, rateLimit: { rate: '5/s', burst: 1 } }),
      })
      return attemptsOf(simulate(small, { for: '1s', trace: true }), 'users->payments')
    }
    expect(heeding('ignore').at(-1)).toEqual([11, 11, 'rejected'])
    expect(heeding('aws').at(-1)).toEqual([200, 200, 'ok'])
    expect(heeding('grpc').at(-1)).toEqual([200, 200, 'ok'])
  })
})

describe('mistakes in a rate limit', () => {
  const declare = (rateLimit: unknown) => () => five({ rateLimit: rateLimit as never })

  it.each([
    [{ rate: '0/s' }, /0 is not a rate above 0/],
    [{ rate: 100 }, /100 is no rate: it has no unit/],
    [{ rate: '1/s', burst: 0.5 }, /0.5 is not a burst of at least 1/],
    [{ rate: '1/s', scope: 'world' }, /"world" is no choice/],
    [
      { rate: '1/s', burst: 2, permits: 3 },
      /a call takes 3 permits and there are never more than 2/,
    ],
  ])('are told where it is declared: %j', (rateLimit, what) => {
    expect(declare(rateLimit)).toThrow(what)
  })

  it('are told of a component, where nobody can wait', () => {
    const rateLimit = { rate: '1/s', maxWait: '1s' } as unknown as IntakeLimitSpec
    expect(() =>
      system('s', {
        users: once(call('db')),
        db: store({ time: 0, rateLimit }),
      }),
    ).toThrow(/there is no option "maxWait"/)
  })
})
