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

  it('is not what is behind every alternative', () => {
    const alternatives = (db: string, stock: 'a' | 'b') =>
      system('alternatives', {
        users: clients({ rate: '10/s', call: 'web' }),
        web: service({ handle: call('a', { fallback: call('b') }) }),
        a: service({ handle: call('db') }),
        b: service({ handle: call(db as 'db') }),
        db: store({ time: '5ms' }),
        replica: store({ time: '5ms' }),
        other: service({ handle: call(stock) }),
      })
    expect(dispensable(alternatives('db', 'a'))).not.toContain('db')
    expect(dispensable(alternatives('db', 'a'))).toEqual(['a', 'b', 'replica', 'other'])
    expect(dispensable(alternatives('replica', 'b'))).toEqual(['a', 'b', 'db', 'replica', 'other'])
  })

  it('is not what a call needs whose fallback has one of its own, where all end there', () => {
    const chain = (last: 'db' | 'memo') =>
      system('chain', {
        users: clients({ rate: '10/s', call: 'web' }),
        web: service({
          handle: call('a', { fallback: [call('b', { fallback: [work('1ms'), call(last)] })] }),
        }),
        a: service({ handle: call('db') }),
        b: service({ handle: call('a') }),
        db: store({ time: '5ms' }),
        memo: store({ time: '5ms' }),
      })
    expect(dispensable(chain('db'))).toEqual(['a', 'b', 'memo'])
    expect(dispensable(chain('memo'))).toEqual(['a', 'b', 'db', 'memo'])
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
