/** A breaker that wants to see more calls than ever come in its window: everybody waits in vain. */
import { type BreakerSpec, call, choose, clients, parallel, service, slow } from 'gameday'
import { store, system } from 'gameday'
import { weakness } from '../support/weakness.ts'

const usual = { window: '2s', failureRate: 0.2, minimumCalls: 4, openFor: '3s' } as const

const guarded = (breaker: BreakerSpec) =>
  ({ timeout: '500ms', breaker, fallback: { value: 'none' } }) as const

const offers = (breaker: BreakerSpec) =>
  system('offers', {
    visitors: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      handle: parallel(
        call('pricing', guarded(breaker)),
        choose([
          { weight: 1, steps: call('hotels', guarded(usual)) },
          { weight: 1, steps: call('flights', guarded(usual)) },
          { weight: 1, steps: call('trains', guarded(usual)) },
          { weight: 1, steps: call('cars', guarded(usual)) },
        ]),
      ),
    }),
    pricing: store({ time: '5ms' }),
    hotels: store({ time: '5ms' }),
    flights: store({ time: '5ms' }),
    trains: store({ time: '5ms' }),
    cars: store({ time: '5ms' }),
  })

/** No more than 15 % of the visitors may wait for nearly half a second. */
export const breakerCannotTrip = weakness('a breaker that cannot trip', {
  weak: offers({ ...usual, minimumCalls: 50 }),
  mended: offers(usual),
  explore: {
    for: '12s',
    targets: ['hotels', 'flights', 'trains', 'pricing', 'cars'],
    holds: run => run.slowerThan('480ms') <= 0.15 * run.requests().issued,
  },
  budget: 60,
  // 18 of 120 may wait: 2 s of slowness make 20 of them.
  least: [
    {
      fault: slow('pricing', { by: '500ms' }).at('2s').for('2s'),
      between: { for: [2_000, 6_000], share: [0.3, 1] },
    },
  ],
})
