/** What opens a breaker, and how it recovers, beside the usual: in a system, on virtual time. */
import { type BreakerSpec, call, errors, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** A request each second to a store that takes 10 ms. */
const calling = (breaker: BreakerSpec, requests = 10) =>
  system('small', {
    users: once(call('db', { breaker }), { requests }),
    db: store({ time: '10ms' }),
  })

type Run = ReturnType<typeof simulate>

const states = (run: Run) => run.facts('breaker').map(({ at, to }) => [at, to])

describe('E1 a window of calls', () => {
  it('opens when three of the last four have failed, however long ago the others were', () => {
    const breaker = { lastCalls: 4, failureRate: '75%', openFor: '10s' } as const
    const faults = [errors('db').from('2.5s').until('4.5s'), errors('db').from('5.5s').forever()]
    const run = simulate(calling(breaker), { for: '10s', faults })
    // ok ok ok failed failed ok failed: at 6 s failed, failed, ok, failed are the last four.
    expect(states(run)).toEqual([[6_000, 'open']])
  })

  it('has nothing to say before it is full, unless it is told how many are enough', () => {
    const breaker = { lastCalls: 6, failureRate: 1, openFor: '1m' } as const
    const faults = [errors('db')]
    expect(states(simulate(calling(breaker), { for: '10s', faults }))).toEqual([[5_000, 'open']])
    const sooner = calling({ ...breaker, minimumCalls: 2 })
    expect(states(simulate(sooner, { for: '10s', faults }))).toEqual([[1_000, 'open']])
  })
})

describe('E1 slow calls', () => {
  const breaker = {
    lastCalls: 2,
    slowCallRate: '100%',
    slowCallDuration: '100ms',
    openFor: '2s',
  } as const

  it('open a breaker though all succeed, and a slow probe opens it again', () => {
    const faults = [slow('db', { by: '91ms' }).from('0.5s').until('6.5s')]
    const run = simulate(calling(breaker), { for: '10s', trace: true, faults })
    expect(states(run)).toEqual([
      [2_101, 'open'],
      [5_000, 'half-open'],
      [5_101, 'open'],
      [8_000, 'half-open'],
      [8_010, 'closed'],
    ])
    expect(story(run).slice(0, 4)).toEqual([
      [0, 10, 'ok'],
      [1_000, 1_101, 'ok'],
      [2_000, 2_101, 'ok'],
      [3_000, 3_000, 'rejected'],
    ])
  })

  it('are those that take longer, not those that take just so long', () => {
    const faults = [slow('db', { by: '90ms' })]
    expect(states(simulate(calling(breaker), { for: '10s', faults }))).toEqual([])
  })

  it('are measured by the attempt, not with the attempts before it', () => {
    const small = system('small', {
      users: once(
        call('db', {
          retry: { attempts: 3, base: '200ms', backoff: 'constant' },
          breaker: { ...breaker, lastCalls: 1 },
        }),
      ),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '1s', faults: [errors('db').at(0).for('300ms')] })
    expect(run.on('users->db').attempts.issued).toBe(3)
    expect(states(run)).toEqual([])
  })
})

describe('E1 the wait of an open breaker', () => {
  it('grows with each opening in a row, and is short again once it has closed', () => {
    const breaker = { consecutive: 1, openFor: { base: '1.5s', factor: 2, cap: '4s' } } as const
    const faults = [errors('db').until('9.5s'), errors('db').from('14.5s').forever()]
    const run = simulate(calling(breaker, 18), { for: '18s', faults })
    // Open for 1.5 s, 3 s, 4 s, probed by the first request after each.
    expect(states(run).filter(([, to]) => to === 'open')).toEqual([
      [0, 'open'],
      [2_000, 'open'],
      [5_000, 'open'],
      [9_000, 'open'],
      [15_000, 'open'],
      [17_000, 'open'],
    ])
  })

  it('ends by itself on a timer, though nobody calls', () => {
    const breaker = { consecutive: 1, openFor: '1.5s', halfOpens: 'onTimer' } as const
    const run = simulate(calling(breaker, 1), { for: '5s', faults: [errors('db')] })
    expect(states(run)).toEqual([
      [0, 'open'],
      [1_500, 'half-open'],
    ])
  })

  it('ends half-open after a time, when a probe hangs', () => {
    const breaker = { consecutive: 1, openFor: '1s', halfOpenFor: '1.5s' } as const
    const faults = [errors('db').until('0.5s'), slow('db', { by: '1h' }).from('0.5s')]
    const run = simulate(calling(breaker, 4), { for: '6s', faults })
    expect(states(run).slice(0, 4)).toEqual([
      [0, 'open'],
      [1_000, 'half-open'],
      [2_500, 'open'],
    ])
  })
})

describe('E1 errors that do not count', () => {
  it('never open a breaker, and give a probe its place back', () => {
    const breaker = { consecutive: 1, openFor: '1.5s', ignores: [404] } as const
    const missing = errors('db', { code: 404 })
    const run = simulate(calling(breaker), { for: '10s', faults: [missing] })
    expect(states(run)).toEqual([])

    const faults = [errors('db').until('0.5s'), missing.from('0.5s').until('3.5s')]
    expect(states(simulate(calling(breaker), { for: '10s', faults }))).toEqual([
      [0, 'open'],
      [2_000, 'half-open'],
      [4_010, 'closed'],
    ])
  })
})

describe('E1 a breaker that is not active', () => {
  it('is disabled, counts only, or is held open', () => {
    const outcomesIn = (mode: 'disabled' | 'metricsOnly' | 'isolated') => {
      const small = calling({ consecutive: 1, openFor: '1s', mode }, 4)
      const run = simulate(small, { for: '5s', faults: [errors('db')], strict: false })
      const { error, rejected } = run.on('users->db').outcomes
      return { changes: states(run).length, error, rejected }
    }
    expect(outcomesIn('disabled')).toEqual({ changes: 0, error: 4, rejected: 0 })
    expect(outcomesIn('metricsOnly')).toEqual({ changes: 0, error: 4, rejected: 0 })
    expect(outcomesIn('isolated')).toEqual({ changes: 0, error: 0, rejected: 4 })
  })
})

describe('E1 two breakers on calls of one name', () => {
  it('have a rule each', () => {
    const breaker = (consecutive: number) => ({ consecutive, openFor: '5s' }) as const
    const small = system('small', {
      users: once('web'),
      web: service({
        handle: [call('db', { breaker: breaker(3) }), call('db', { breaker: breaker(4) })],
      }),
      db: store({ time: '10ms' }),
    })
    const { circuits } = simulate(small, { for: '1s' }).recording
    expect(circuits.get('web->db')?.map(({ consecutive }) => consecutive)).toEqual([3, 4])
  })
})
