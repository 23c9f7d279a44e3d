/** One of twelve optional dependencies has no deadline: when it is slow, all pages wait for it. */
import { call, choose, clients, parallel, service, slow, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const soon = { optional: true, timeout: '200ms' } as const

const storefront = (weather: { readonly optional: true; readonly timeout?: '200ms' }) =>
  system('storefront', {
    shoppers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
    web: service({
      handle: [
        call('catalog'),
        parallel(
          call('weather', weather),
          choose([
            { weight: 1, steps: call('ads', soon) },
            { weight: 1, steps: call('offers', soon) },
            { weight: 1, steps: call('reviews', soon) },
            { weight: 1, steps: call('photos', soon) },
            { weight: 1, steps: call('badges', soon) },
            { weight: 1, steps: call('stock', soon) },
            { weight: 1, steps: call('chat', soon) },
            { weight: 1, steps: call('surveys', soon) },
            { weight: 1, steps: call('loyalty', soon) },
            { weight: 1, steps: call('related', soon) },
            { weight: 1, steps: call('banners', soon) },
          ]),
        ),
      ],
    }),
    catalog: store({ time: '5ms' }),
    ads: store({ time: '10ms' }),
    offers: store({ time: '10ms' }),
    reviews: store({ time: '10ms' }),
    photos: store({ time: '10ms' }),
    badges: store({ time: '10ms' }),
    stock: store({ time: '10ms' }),
    chat: store({ time: '10ms' }),
    surveys: store({ time: '10ms' }),
    loyalty: store({ time: '10ms' }),
    related: store({ time: '10ms' }),
    banners: store({ time: '10ms' }),
    weather: store({ time: '10ms' }),
  })

/** Nothing that is optional may keep more than 5 % of the pages from being shown. */
export const missingDeadline = weakness('a missing deadline', {
  weak: storefront({ optional: true }),
  mended: storefront({ optional: true, timeout: '200ms' }),
  explore: {
    for: '12s',
    targets: [
      ...(['ads', 'offers', 'reviews', 'photos', 'badges', 'stock'] as const),
      ...(['chat', 'surveys', 'loyalty', 'related', 'banners', 'weather'] as const),
    ],
    holds: isAnswered(0.95),
  },
  budget: 60,
  // Shoppers wait for a second, and of 120 pages 6 may fail: half a second makes 5, a second 10.
  least: [
    {
      fault: slow('weather', { by: '1s' }).at('2s').for('1s'),
      between: { for: [1_000, 6_000], share: [0.1, 1] },
    },
  ],
})
