/** E1-E6 together: what the policies of one call do to each other, and to the calls beside it. */
import {
  call,
  type CallOptions,
  clients,
  crash,
  errors,
  parallel,
  type Run,
  service,
  simulate,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const once = { rate: '1/s', arrivals: 'steady', requests: 1 } as const

/** When the attempts of a call began, in milliseconds. */
const attemptsOn = (run: Run, name: string): number[] =>
  run.facts('attempt').flatMap(fact => (fact.call === name ? [fact.at] : []))

describe('a deadline that passes at the instant at which a gate turns calls out', () => {
  it('lets other steps stand in once for each call', () => {
    const options: CallOptions<'copy'> = {
      bulkhead: { limit: 1, queue: 5, maxWait: 100 },
      deadline: 100,
      fallback: call('copy'),
    }
    const asked = call('db', options)
    const three = system('three', {
      users: clients({ ...once, call: 'web' }),
      web: service({ handle: parallel(asked, asked, asked) }),
      db: store({ time: '1s' }),
      copy: store({ time: '5ms' }),
    })
    const run = simulate(three, { for: '5s' })
    expect(run.on('web->copy').issued).toBe(3)
    expect(run.on('web->db').outcomes.degraded).toBe(3)
    expect(run.latency(1)).toBeCloseTo(105, 0)
  })
})

describe('steps that stand in within a time-out', () => {
  it('are stopped when it is up, and the caller goes on alone', () => {
    const policies: CallOptions<'copy'>['policies'] = [
      { timeout: '50ms' },
      { fallback: [call('copy'), work('1ms')] },
    ]
    const shop = system('shop', {
      users: clients({ ...once, call: 'web' }),
      web: service({ handle: [call('db', { policies, optional: true }), work('200ms')] }),
      db: store({ time: '10ms', errorRate: 1 }),
      copy: store({ time: '100ms' }),
    })
    const run = simulate(shop, { for: '5s' })
    expect(run.on('web->copy').outcomes.cancelled).toBe(1)
    expect(run.on('web->db').outcomes.timeout).toBe(1)
    expect(run.latency(1)).toBe(250)
  })
})

describe('an answer that says when to come again', () => {
  const retry = { attempts: 2, base: '10ms', retryAfter: 'aws' } as const
  const hint = { code: 429, retryAfter: '3s' } as const

  it.each<CallOptions>([
    { policies: [{ retry }, { timeout: '1s' }] },
    { policies: [{ retry }, { bulkhead: { limit: 5 } }] },
    { policies: [{ retry }, { breaker: { consecutive: 9, openFor: 1 } }, { deadline: '1s' }] },
  ])('is heeded by a retry in any layer: %j', options => {
    const shop = system('shop', {
      users: clients({ ...once, call: 'web' }),
      web: service({ handle: call('db', options) }),
      db: store({ time: 1 }),
    })
    const faults = [errors('db', hint).at(0).for('1s')]
    const run = simulate(shop, { for: '9s', trace: true, faults })
    expect(attemptsOn(run, 'web->db')).toEqual([0, 3_000])
  })

  it('says nothing to the next call', () => {
    const slow = call('slow', { timeout: '100ms', retry })
    const shop = system('shop', {
      users: clients({ ...once, call: 'web' }),
      web: service({ handle: [call('limited', { optional: true }), slow] }),
      limited: store({ time: 1 }),
      slow: store({ time: '10s' }),
    })
    const faults = [errors('limited', hint).at(0).forever()]
    const run = simulate(shop, { for: '9s', trace: true, faults })
    expect(attemptsOn(run, 'web->slow')).toEqual([0, 110])
  })
})

describe('a caller that crashes', () => {
  it('begins none of the calls that were waiting at its bulkhead', () => {
    const shop = system('shop', {
      users: clients({ rate: '100/s', arrivals: 'steady', requests: 50, call: 'web' }),
      web: service({ handle: call('db', { bulkhead: { limit: 5, queue: 100 } }) }),
      db: store({ time: '300ms' }),
    })
    const faults = [crash('web').at('1s').for('1s')]
    const run = simulate(shop, { for: '5s', trace: true, faults })
    // Five at 0, 300, 600 and 900 ms, when the last five of them had 200 ms to go.
    expect(run.on('web->db').outcomes).toMatchObject({ ok: 15, cancelled: 35 })
    expect(run.at('db').issued).toBe(20)
  })
})

describe('a thread pool over connections', () => {
  it('holds no thread for a request that never had a connection', () => {
    const bulkhead = { kind: 'threadPool', limit: 2, queue: 0 } as const
    const asked = call('db', { deadline: '50ms', optional: true, bulkhead })
    const shop = system(
      'shop',
      {
        users: clients({ ...once, requests: 8, call: 'web' }),
        web: service({ handle: parallel(asked, asked) }),
        db: store({ time: '100ms' }),
      },
      { network: { default: { latency: '1ms', keepAlive: { most: 1 } } } },
    )
    const run = simulate(shop, { for: '10s' })
    expect(run.on('web->db').outcomes).toMatchObject({ timeout: 16, rejected: 0 })
  })
})

describe('a limit for each client', () => {
  it('counts a request for who sent it, also when that one has left', () => {
    const shop = system(
      'shop',
      {
        ahead: clients({ ...once, call: 'api' }),
        late: clients({ ...once, call: 'db', timeout: '3ms' }),
        api: service({ handle: call('db') }),
        db: store({ time: 1, rateLimit: { limit: 1, window: '1s', per: 'client' } }),
      },
      { network: { default: { latency: '4ms' } } },
    )
    const run = simulate(shop, { for: '1s' })
    expect(run.on('late->db').outcomes.timeout).toBe(1)
    expect(run.on('api->db').outcomes.ok).toBe(1)
  })
})
