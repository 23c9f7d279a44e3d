/** Who depends on whom, and what a dependency is worth: crash it and see. */
import { call, clients, crash, service, simulate, store, system, work } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'

const shop = system('shop', {
  shoppers: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
  web: service({
    handle: [
      call('orders', { timeout: '200ms' }),
      call('reviews', { timeout: '100ms', optional: true }),
      call('rates', {
        timeout: '50ms',
        breaker: { consecutive: 5, openFor: '2s' },
        fallback: { value: 'yesterday’s rate' },
      }),
    ],
  }),
  orders: service({ handle: [work('2ms'), call('db')] }),
  reviews: service({ handle: [work('2ms'), call('db')] }),
  rates: service({ handle: work('1ms') }),
  db: store({ time: '5ms' }),
})

/** One minute, in the middle of which a component is gone for twenty seconds. */
function without(component: 'orders' | 'reviews' | 'rates') {
  const gone = crash(component).at('20s').for('20s')
  return { gone, run: simulate(shop, { for: '1m', faults: [gone] }) }
}

describe('the graph', () => {
  it('knows whom a component needs, directly and through others', () => {
    const { calls, dependsOn } = shop.dependencies('web')

    expect(calls).toEqual(['orders', 'rates', 'reviews'])
    expect(dependsOn).toEqual(['db', 'orders', 'rates', 'reviews'])
  })

  it('knows who needs a component, directly and through others', () => {
    const { calledBy, dependents } = shop.dependencies('db')

    expect(calledBy).toEqual(['orders', 'reviews'])
    expect(dependents).toEqual(['orders', 'reviews', 'shoppers', 'web'])
  })

  it('has no circle, unless one is asked for', () => {
    const parts = {
      users: clients({ rate: '1/s', call: 'a' }),
      a: service({ handle: call('b') }),
      b: service({ handle: call('c') }),
      c: service({ handle: call('a') }),
    }

    expect(() => system('ring', parts)).toThrow(/a → b → c → a/)
    expect(() => system('ring', parts, { cycles: 'allowed' })).not.toThrow()
  })
})

describe('a critical dependency', () => {
  const { gone, run } = without('orders')

  it('takes its caller down with it', () => {
    expect(run.availability({ during: gone })).toBe(0)
    expect(run).toStayAvailable('100%', { after: gone })
  })

  it('is named as the cause', () => {
    expect(run.at('web').causes).toEqual([{ because: 'web->orders', count: 1_000 }])
  })
})

describe('an optional dependency', () => {
  const { gone, run } = without('reviews')

  it('degrades its caller, and nothing fails', () => {
    expect(run).toStayAvailable('100%')
    expect(run.requests({ during: gone }).outcomes).toMatchObject({ ok: 0, degraded: 1_000 })
  })

  it('costs time all the same: each request waits until it gives up', () => {
    expect(run.latency('p50', { during: gone })).toBeGreaterThan(100)
    expect(run.latency('p50', { after: gone })).toBeLessThan(20)
  })
})

describe('a dependency behind a breaker and a fallback', () => {
  const { gone, run } = without('rates')

  it('is not waited for any more once the breaker is open', () => {
    expect(run).toStayAvailable('100%')
    expect(run).toTripCircuit('web->rates', { within: '1s' })
    expect(run.latency('p50', { during: gone })).toBeLessThan(20)
  })

  it('shows its states over time, and is well again in the end', () => {
    const states = run.on('web->rates').breaker.map(change => change.to)

    expect(states.slice(0, 3)).toEqual(['open', 'half-open', 'open'])
    expect(states.at(-1)).toBe('closed')
  })
})
