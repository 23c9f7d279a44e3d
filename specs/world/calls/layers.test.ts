/** Policies in an order of their own: E1, E3 and E4 in layers. */
import {
  call,
  clients,
  type CallOptions,
  crash,
  errors,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

type Policies = NonNullable<CallOptions['policies']>

/** A request each second from 0; the callee works for 10 ms. */
const calling = (policies: Policies, requests = 1) =>
  system('layers', {
    users: clients({ rate: '1/s', arrivals: 'steady', requests, call: 'api' }),
    api: service({ handle: [call('db', { policies })] }),
    db: store({ time: '10ms' }),
  })

const failing = errors('db', { code: 503 }).at(0).forever()

const attemptsOf = (policies: Policies) => {
  const run = simulate(calling(policies), { for: '10s', faults: [failing], trace: true })
  return run.facts('attempt').filter(fact => fact.call === 'api->db')
}

describe('policies in layers', () => {
  it('retries around retries: 2 times 3 attempts, each layer with its own waits', () => {
    const at = attemptsOf([
      { retry: { attempts: 2, base: '1s' } },
      { retry: { attempts: 3, base: '100ms', backoff: 'constant' } },
    ]).map(fact => fact.at)
    expect(at).toEqual([0, 100, 200, 1200, 1300, 1400])
  })

  it('count one call and six attempts', () => {
    const policies: Policies = [{ retry: { attempts: 2 } }, { retry: { attempts: 3 } }]
    const run = simulate(calling(policies), { for: '10s', faults: [failing] })
    const numbers = run.on('api->db')
    expect([numbers.issued, numbers.outcomes.error]).toEqual([1, 1])
    expect([numbers.attempts.issued, numbers.attempts.outcomes.error]).toEqual([6, 6])
  })

  it('end all attempts at the time-out around them, not at the one within', () => {
    const policies: Policies = [
      { timeout: '250ms' },
      { retry: { attempts: 10, base: '10ms', backoff: 'constant' } },
      { timeout: '100ms' },
    ]
    const run = simulate(calling(policies), {
      for: '10s',
      faults: [slow('db', { by: '5s' }).at(0).forever()],
      trace: true,
    })
    const attempts = run.facts('attempt').filter(fact => fact.call === 'api->db')
    expect(attempts.map(fact => [fact.at, fact.attempt.until, fact.attempt.outcome])).toEqual([
      [0, 100, 'timeout'],
      [110, 210, 'timeout'],
      [220, 250, 'cancelled'],
    ])
    expect(run.latency('p99')).toBeCloseTo(250, -1)
  })

  it('let a breaker around a retry count whole calls', () => {
    const policies: Policies = [
      { breaker: { consecutive: 2, openFor: '1h' } },
      { retry: { attempts: 3, base: '10ms', backoff: 'constant' } },
    ]
    const run = simulate(calling(policies, 4), { for: '10s', faults: [failing] })
    expect(run.on('api->db').attempts.issued).toBe(6)
    expect(run.on('api->db').outcomes).toMatchObject({ error: 2, rejected: 2 })
  })

  it('let a retry around a fallback see a success', () => {
    const policies: Policies = [
      { retry: { attempts: 3 } },
      { fallback: [work('5ms')] },
      { timeout: '1s' },
    ]
    const run = simulate(calling(policies), { for: '10s', faults: [failing] })
    expect(run.on('api->db').attempts.issued).toBe(1)
    expect(run.requests().outcomes.degraded).toBe(1)
  })

  it('lose nothing when the caller crashes in the midst of them', () => {
    const policies: Policies = [{ retry: { attempts: 5 } }, { timeout: '2s' }, { timeout: '1s' }]
    const faults = [slow('db', { by: '5s' }).at(0).forever(), crash('api').at('500ms').for('1s')]
    const run = simulate(calling(policies, 3), { for: '10s', faults })
    expect(run.on('api->db').outcomes.cancelled).toBe(1)
    expect(run.on('api->db').unfinished).toBe(0)
  })

  it('are all in the list, or all beside it', () => {
    expect(() =>
      system('two places', {
        users: clients({ rate: '1/s', call: 'api' }),
        api: service({ handle: [call('db', { retry: {}, policies: [{ timeout: '1s' }] })] }),
        db: store({ time: '10ms' }),
      }),
    ).toThrow('retry stands beside the list of policies')
  })

  it('are one to an entry', () => {
    const two = [{ timeout: '1s', retry: {} }] as unknown as Policies
    expect(() => calling(two)).toThrow('each entry of the list is one policy')
  })
})
