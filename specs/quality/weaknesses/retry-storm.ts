/** Four attempts at a store that is nearly busy: a moment of slowness that never ends. */
import { call, type CallOptions, choose, clients, parallel, service } from 'gameday'
import { slow, store, system } from 'gameday'
import { isServedAgain } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const patient = { timeout: '800ms', retry: { attempts: 2, budget: { ratio: 0.1 } } } as const

const shop = (ordering: CallOptions, queue: number) =>
  system('shop', {
    shoppers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '10s' }),
    web: service({
      concurrency: 1_000,
      handle: parallel(
        choose([
          { weight: 1, steps: call('search', patient) },
          { weight: 1, steps: call('prices', patient) },
          { weight: 1, steps: call('images', patient) },
          { weight: 1, steps: call('profiles', patient) },
        ]),
        call('orders', ordering),
      ),
    }),
    search: store({ time: '10ms' }),
    prices: store({ time: '10ms' }),
    images: store({ time: '10ms' }),
    profiles: store({ time: '10ms' }),
    orders: store({ concurrency: 1, queue, time: '80ms' }),
  })

/** Whatever becomes of a store for some seconds: when it is over, the shop works again. */
export const retryStorm = weakness('an amplifying retry', {
  weak: shop({ timeout: '800ms', retry: { attempts: 4, base: '10ms' } }, 1_000),
  mended: shop(patient, 5),
  explore: {
    for: '24s',
    within: '6s',
    settle: '8s',
    targets: ['search', 'prices', 'images', 'profiles', 'orders'],
    magnitude: { by: ['10ms', '1s'] },
    holds: () => true,
    recovers: isServedAgain(0.95),
  },
  budget: 60,
  // 10 of 12.5 a second are used. Once ten wait, each has four attempts, all of them too late.
  least: [
    {
      fault: slow('orders', { by: '800ms' }).at('2s').for('100ms'),
      between: { by: [20, 1_000], for: [100, 6_000], share: [0.01, 1] },
    },
  ],
})
