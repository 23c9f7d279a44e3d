/** What made-up values are to the compiler: options that the words of the language take. */
import { expectTypeOf } from 'expect-type'
import fc from 'fast-check'
import { call, clients, service, simulate, store, system, type Ties, withLoad } from 'gameday'
import type { Duration, OpenLoad, Rate, System } from 'gameday'
import { loadsFor, orders, settings, weakest } from 'gameday/explore'
import { describe, it } from 'vitest'

const shop = system(
  'shop',
  {
    shoppers: clients({ rate: '100/s', call: 'web', zone: 'eu' }),
    web: service({ handle: call('db'), zone: 'us' }),
    db: store({ time: '5ms' }),
  },
  { network: { 'eu<->us': '50ms' } },
)

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never
const anyOrder = orders()

describe('orders', () => {
  it('are ways to break ties', () => {
    expectTypeOf<ValueOf<typeof anyOrder>>().toEqualTypeOf<Ties>()
    simulate(shop, { for: '1s', ties: 7 })
    simulate(shop, { for: '1s', ties: 'fifo' })
    // @ts-expect-error a text is no number to draw an order from
    simulate(shop, { for: '1s', ties: '7' })
  })
})

describe('loads', () => {
  it('are a part of the options of clients', () => {
    const loads = loadsFor(shop, { clients: 'shoppers', most: '400/s' })
    expectTypeOf<ValueOf<typeof loads>>().toEqualTypeOf<OpenLoad>()
    fc.property(loads, load => {
      clients({ ...load, call: 'web', arrivals: 'steady' })
      expectTypeOf(withLoad(shop, { shoppers: load })).toEqualTypeOf<typeof shop>()
    })
  })

  it('are of clients, and of nobody else', () => {
    // @ts-expect-error a store offers no load
    loadsFor(shop, { clients: 'db' })
    // @ts-expect-error a call offers no load
    withLoad(shop, { 'shoppers->web': { rate: '1/s' } })
    // @ts-expect-error a zone offers no load
    withLoad(shop, { 'zone:eu': { rate: '1/s' } })
    // @ts-expect-error a name of nobody
    withLoad(shop, { shopers: { rate: '1/s' } })
    // @ts-expect-error a rate says per what
    withLoad(shop, { shoppers: { rate: '100' } })
    const anyone: System = shop
    const other = withLoad(anyone, { whoever: { users: 5, think: '1s' } })
    expectTypeOf(other).toEqualTypeOf<System>()
  })
})

describe('settings', () => {
  it('are what lies between two ends, or one of a list, or as they were', () => {
    const drawn = settings({
      timeout: ['50ms', '2s'],
      rate: ['1/s', '10/s'],
      share: ['10%', '90%'],
      attempts: [1, 5],
      jitter: ['none', 'full', 'equal'],
      breaker: { window: '10s', openFor: ['1s', '30s'] },
    })
    expectTypeOf<ValueOf<typeof drawn>>().toEqualTypeOf<{
      readonly timeout: Exclude<Duration, number>
      readonly rate: Rate
      readonly share: `${number}%`
      readonly attempts: number
      readonly jitter: 'none' | 'full' | 'equal'
      readonly breaker: { readonly window: '10s'; readonly openFor: Exclude<Duration, number> }
    }>()
    fc.property(drawn, ({ timeout, attempts }) => {
      call('db', { timeout, retry: { attempts } })
    })
    // @ts-expect-error settings have names
    settings(['50ms', '2s'])
  })

  it('have a weakest of the same kind', () => {
    const found = weakest({ breaker: { openFor: ['1s', '30s'] } }, ({ breaker }) => {
      expectTypeOf(breaker.openFor).toEqualTypeOf<Exclude<Duration, number>>()
    })
    expectTypeOf(found.holds).toEqualTypeOf<Exclude<Duration, number> | undefined>()
    if (found.answer === 'threshold') {
      expectTypeOf(found.breaks).toEqualTypeOf<Exclude<Duration, number>>()
    }
  })
})
