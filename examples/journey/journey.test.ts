/** A page view takes 145 ms, and every one of them is accounted for. */
import type { Hop } from 'gameday'
import { describe, expect, it } from 'vitest'
import { view } from './website.ts'

const run = view()

/** The hop of this name, somewhere in the journey. */
function hopTo(call: string, hop: Hop = run.trace(0)): Hop | undefined {
  if (hop.call === call) return hop
  const below = hop.attempts.flatMap(attempt => attempt.calls)
  return below.map(next => hopTo(call, next)).find(found => found !== undefined)
}

const duration = (call: string): number => {
  const { at, until } = hopTo(call)!
  return until - at
}

describe('a page view', () => {
  it('takes 145 ms', () => {
    expect(duration('browser->cdn')).toBe(145)
  })

  it('spends 100 ms on the network and 45 ms on work, and waits for nothing', () => {
    const { there, back, ...whole } = run.breakdown(0)
    expect([there.latency, back.latency]).toEqual([50, 50])
    expect(whole).toEqual({
      network: 100,
      waiting: 0,
      working: 45,
      backoff: 0,
      work: {
        'CDN processing': 2,
        routing: 5,
        auth: 3,
        sessions: 1,
        userDb: 9,
        product: 3,
        products: 1,
        serialisation: 4,
        'CDN caching': 2,
        other: 15,
      },
    })
  })

  it('asks the database on the cache’s miss: logging in takes 13 ms', () => {
    expect(duration('gateway->auth')).toBe(13)
    expect(duration('auth->userDb')).toBe(9)
  })

  it('asks no database on a hit: a product takes 4 ms', () => {
    expect(duration('gateway->product')).toBe(4)
    expect(hopTo('product->productDb')).toBeUndefined()
  })

  it('can be followed hop by hop', () => {
    const reached: [string, number][] = [
      ['cdn->balancer', 52],
      ['balancer->gateway', 54],
      ['gateway->auth', 72],
      ['gateway->product', 85],
    ]
    expect(reached.map(([call]) => [call, hopTo(call)?.at])).toEqual(reached)
  })
})
