/** One rate limit for all: when crawlers come in crowds, shoppers are turned away. */
import { call, choose, clients, service, store, surge, system } from 'gameday'
import type { IntakeLimitSpec } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const shop = (per: 'all' | 'client') => {
  const limited = (rate: `${number}/s`) =>
    ({ rateLimit: { rate, burst: 10 } }) satisfies { rateLimit: IntakeLimitSpec }
  return system('shop', {
    shoppers: clients({ rate: '5/s', call: 'api', timeout: '1s' }),
    crawlers: clients({ rate: '1/s', call: 'api', timeout: '1s' }),
    partners: clients({ rate: '1/s', arrivals: 'steady', call: 'partnerApi', timeout: '1s' }),
    resellers: clients({ rate: '1/s', arrivals: 'steady', call: 'partnerApi', timeout: '1s' }),
    kiosks: clients({ rate: '1/s', arrivals: 'steady', call: 'kioskApi', timeout: '1s' }),
    stores: clients({ rate: '1/s', arrivals: 'steady', call: 'kioskApi', timeout: '1s' }),
    api: service({
      rateLimit: { rate: '10/s', burst: 10, per },
      handle: choose([
        { weight: 1, steps: call('catalog') },
        { weight: 1, steps: call('orders') },
      ]),
    }),
    partnerApi: service({ ...limited('5/s'), handle: call('orders') }),
    kioskApi: service({ ...limited('5/s'), handle: call('catalog') }),
    catalog: store({ time: '5ms' }),
    orders: store({ time: '5ms' }),
  })
}

/** Whatever the others do, shoppers are served. */
export const sharedLimit = weakness('a rate limit that all share', {
  weak: shop('all'),
  mended: shop('client'),
  explore: {
    for: '12s',
    targets: ['partners', 'resellers', 'crawlers', 'kiosks', 'stores'],
    magnitude: { factor: [2, 50] },
    holds: isAnswered(0.95, { class: 'shoppers' }),
  },
  budget: 60,
  // Of 60 shoppers 3 may be turned away. Ten a second may pass, and five of these are theirs.
  least: [
    {
      fault: surge('crawlers', { factor: 50 }).at('2s').for('2s'),
      between: { factor: [5, 50], for: [200, 6_000] },
    },
  ],
})
