/** What a system is declared to do without. */
import {
  call,
  cached,
  cache,
  clients,
  queue,
  service,
  store,
  system,
  work,
  worker,
  publish,
} from 'gameday'
import { dispensable } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { boutique } from '../../../examples/online-boutique/system.ts'
import { shop } from '../../../examples/shop/shop.ts'

describe('what requests can do without (F8)', () => {
  it('is what only optional calls lead to, or calls with a fallback', () => {
    expect(dispensable(shop)).toEqual(['redis', 'db'])
    expect(dispensable(boutique())).toEqual(['recommendation', 'ad', 'email'])
  })

  it('is not what another way leads to that is needed', () => {
    const both = system('both', {
      users: clients({ rate: '10/s', call: 'web' }),
      web: service({ handle: [call('prices', { optional: true }), call('stock')] }),
      stock: service({ handle: call('prices') }),
      prices: store({ time: '5ms' }),
    })
    expect(dispensable(both)).toEqual([])
  })

  it('includes what stands behind it, and its fallback', () => {
    const behind = system('behind', {
      users: clients({ rate: '10/s', call: 'web' }),
      web: service({ handle: call('prices', { fallback: call('guess') }) }),
      prices: service({ handle: call('db') }),
      db: store({ time: '5ms' }),
      guess: store({ time: '5ms' }),
    })
    expect(dispensable(behind)).toEqual(['prices', 'db', 'guess'])
  })

  it('is not the cache that is asked, nor the workers of a queue that is needed', () => {
    const all = system('all', {
      users: clients({ rate: '10/s', call: 'web' }),
      web: service({
        handle: [cached('memo', { hitRatio: 0.5, miss: work('1ms') }), publish('mail')],
      }),
      memo: cache({}),
      mail: queue({}),
      postman: worker({ of: 'mail', handle: work('1ms') }),
    })
    expect(dispensable(all)).toEqual([])
  })
})
