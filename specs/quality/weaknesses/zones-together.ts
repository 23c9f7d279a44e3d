/** Two zones that only together kill: three replicas of everything, but the prices are in two. */
import { call, type CallOptions, choose, clients, crash, parallel, service } from 'gameday'
import { store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const soon = { timeout: '200ms' } as const

/** Reads the copy in zone a, or else the one in zone b, or else the one in zone c. */
const anyOf = <A extends string, B extends string, C extends string>(a: A, b: B, c: C) =>
  call(a, { ...soon, fallback: call(b, { ...soon, fallback: call(c, soon) }) })

const shop = (lastPrices: CallOptions<'priceC'>) =>
  system('shop', {
    shoppers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      handle: parallel(
        choose([
          { weight: 1, steps: anyOf('cartA', 'cartB', 'cartC') },
          { weight: 1, steps: anyOf('userA', 'userB', 'userC') },
          { weight: 1, steps: anyOf('stockA', 'stockB', 'stockC') },
        ]),
        call('priceA', { ...soon, fallback: call('priceB', { ...soon, ...lastPrices }) }),
      ),
    }),
    cartA: store({ time: '5ms', zone: 'a' }),
    cartB: store({ time: '5ms', zone: 'b' }),
    cartC: store({ time: '5ms', zone: 'c' }),
    userA: store({ time: '5ms', zone: 'a' }),
    userB: store({ time: '5ms', zone: 'b' }),
    userC: store({ time: '5ms', zone: 'c' }),
    stockA: store({ time: '5ms', zone: 'a' }),
    stockB: store({ time: '5ms', zone: 'b' }),
    stockC: store({ time: '5ms', zone: 'c' }),
    priceA: store({ time: '5ms', zone: 'a' }),
    priceB: store({ time: '5ms', zone: 'b' }),
    priceC: store({ time: '5ms', zone: 'c' }),
    auditD: store({ time: '5ms', zone: 'd' }),
    auditE: store({ time: '5ms', zone: 'e' }),
    auditF: store({ time: '5ms', zone: 'f' }),
  })

/** Any two zones may be lost at the same time. */
export const zonesTogether = weakness('two zones that only together kill', {
  weak: shop({}),
  mended: shop({ fallback: call('priceC', soon) }),
  explore: {
    for: '12s',
    most: 2,
    kinds: ['crash', 'partition', 'pause'],
    targets: ['zone:a', 'zone:b', 'zone:c', 'zone:d', 'zone:e', 'zone:f'],
    holds: isAnswered(0.95),
  },
  budget: 100,
  // 6 of 120 may fail: half a second without both makes 5, a second 10.
  least: [
    { fault: crash('zone:a').at('2s').for('1s'), between: { for: [1_000, 6_000] } },
    { fault: crash('zone:b').at('2s').for('1s'), between: { for: [1_000, 6_000] } },
  ],
})
