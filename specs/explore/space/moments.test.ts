/** The times that matter in a system. */
import { cache, cached, call, clients, service, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../../src/explore/space/moments.ts'

describe('the times that matter in a system (F8)', () => {
  it('are those at which it changes its mind, each once, in rising order', () => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', call: 'web', timeout: '3s' }),
      web: service({
        handle: [
          cached('memo', { key: 10, ttl: '1m', miss: call('db', { deadline: '2s' }) }),
          call('db', {
            timeout: '100ms',
            retry: { attempts: 3, base: '50ms' },
            breaker: { window: '10s', failureRate: 0.5, minimumCalls: 20, openFor: '5s' },
          }),
        ],
      }),
      memo: cache({}),
      db: store({ time: '5ms' }),
    })
    expect(momentsOf(shop.data)).toEqual([50, 100, 300, 2_000, 3_000, 5_000, 10_000, 60_000])
  })

  it('are what clients have patience for, where nothing else has an end', () => {
    const plain = system('plain', {
      users: clients({ rate: '1/s', call: 'db' }),
      db: store({ time: '5ms' }),
    })
    expect(momentsOf(plain.data)).toEqual([30_000])
  })
})
