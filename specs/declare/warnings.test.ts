/** What is well declared and yet cannot do what it is there for. */
import {
  cache,
  cached,
  call,
  clients,
  service,
  simulate,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'
import type { CallOptions } from 'gameday'
import { describe, expect, it } from 'vitest'

const withCall = (options: CallOptions) =>
  system('shop', {
    users: clients({ rate: '100/s', call: 'api', timeout: '2s' }),
    api: service({ replicas: 2, handle: [call('db', options)] }),
    db: store({ concurrency: 10, time: '10ms' }),
  })

const told = (options: CallOptions): string[] => withCall(options).warnings.map(({ what }) => what)

describe('a declaration warns', () => {
  it('of nothing that can do its work', () => {
    const retry = { attempts: 3, base: '50ms' } as const
    const breaker = { window: '10s', failureRate: 0.5, minimumCalls: 20, openFor: '5s' } as const
    expect(told({ timeout: '100ms', deadline: '1s', retry, breaker })).toEqual([])
  })

  it('of an attempt that may take longer than the whole call', () => {
    expect(told({ timeout: '1s', deadline: '500ms' })).toEqual([
      'an attempt may take 1s, but the deadline is 500ms',
    ])
  })

  it('of that in every layer of policies, also in the one that a hedge makes', () => {
    const warning = 'an attempt may take 1s, but the deadline is 500ms'
    expect(told({ hedge: { after: '50ms' }, timeout: '1s', deadline: '500ms' })).toEqual([warning])
    expect(
      told({ policies: [{ deadline: '500ms' }, { hedge: { after: 0 } }, { timeout: '1s' }] }),
    ).toEqual([warning])
  })

  it('of retries that outlast the deadline, with their longest time', () => {
    const retry = { attempts: 3, base: '100ms' } as const
    expect(told({ timeout: '250ms', deadline: '1s', retry })).toEqual([
      '3 attempts of 250ms and the waits between them take up to 1.05s, but the deadline is 1s',
    ])
  })

  it('of retries that outlast the client', () => {
    const shop = system('shop', {
      users: clients({
        rate: '100/s',
        timeout: '1s',
        call: call('db', { timeout: '600ms', retry: { attempts: 2, base: '10ms' } }),
      }),
      db: store({ time: '10ms' }),
    })
    expect(shop.warnings).toEqual([
      {
        what:
          '2 attempts of 600ms and the waits between them take up to 1.21s, ' +
          'but the client’s time-out is 1s',
        where: 'users->db',
        fix: 'shorten the attempts or their number, or give the call more time',
      },
    ])
  })

  it('of a breaker that never sees as many calls as it needs', () => {
    // 100 requests a second, half of them for each replica: 50 in a second.
    const breaker = { window: '1s', failureRate: 0.5, minimumCalls: 100, openFor: '5s' } as const
    expect(told({ breaker })).toEqual([
      'about 50 calls come in a window of 1s for each replica, and the breaker opens after 100 ' +
        'at the least',
    ])
  })

  it('of a fallback that an optional call does not need', () => {
    expect(told({ optional: true, fallback: { value: 0 } })).toEqual([
      'the call is optional and has a value to fall back on: each alone would do',
    ])
  })

  it('of a component that is overloaded while nothing is wrong', () => {
    const busy = system('busy', {
      users: clients({ rate: '100/s', call: 'api' }),
      api: service({ concurrency: 4, handle: [work('50ms')] }),
    })
    expect(busy.warnings).toEqual([
      {
        what:
          '100 requests a second bring more work than 4 slots can do: 125% of it, ' +
          'while nothing is wrong',
        where: 'api',
        fix: 'give it more than 5 slots (concurrency × replicas), or less load',
      },
    ])
  })

  it('of no overload that a cache may keep away', () => {
    const warm = system('warm', {
      users: clients({ rate: '1000/s', call: 'api' }),
      api: service({ handle: cached('c', { key: 10, ttl: '1m', miss: call('db') }) }),
      c: cache(),
      db: store({ concurrency: 1, time: '10ms' }),
    })
    expect(warm.warnings).toEqual([])
  })

  it('of the same after a journey through JSON', () => {
    const shop = withCall({ timeout: '1s', deadline: '500ms' })
    expect(systemFrom(JSON.parse(JSON.stringify(shop))).warnings).toEqual(shop.warnings)
  })

  it('in a circle of calls of what does not depend on the load', () => {
    const ring = system(
      'ring',
      {
        users: clients({ rate: '1/s', call: 'a' }),
        a: service({ handle: call('b', { timeout: '1s', deadline: '500ms' }) }),
        b: service({ handle: [work('1h'), call('a')] }),
      },
      { cycles: 'allowed' },
    )
    expect(ring.warnings.map(({ where }) => where)).toEqual(['a->b'])
  })
})

describe('a run', () => {
  it('repeats what its system warns of', () => {
    const breaker = { window: '1s', failureRate: 0.5, minimumCalls: 100, openFor: '5s' } as const
    const run = simulate(withCall({ breaker }), { for: '1s' })
    expect(run.warnings).toEqual([
      'api->db: about 50 calls come in a window of 1s for each replica, and the breaker opens ' +
        'after 100 at the least.',
    ])
  })
})
