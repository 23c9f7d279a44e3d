/** One slow warehouse of the analysts holds all threads that checkout needs as well. */
import { call, type CallOptions, choose, clients, service, slow, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const apart = { timeout: '4s', optional: true, bulkhead: { limit: 1 } } as const

const backOffice = (reading: CallOptions) =>
  system('back office', {
    shoppers: clients({ rate: '5/s', arrivals: 'steady', call: 'web.checkout', timeout: '1s' }),
    analysts: clients({ rate: '5/s', arrivals: 'steady', call: 'web.report', timeout: '10s' }),
    web: service({
      concurrency: 8,
      operations: {
        checkout: call('orders'),
        report: [
          call('warehouse', reading),
          choose([
            { weight: 1, steps: call('exports', apart) },
            { weight: 1, steps: call('charts', apart) },
            { weight: 1, steps: call('archive', apart) },
            { weight: 1, steps: call('geo', apart) },
            { weight: 1, steps: call('forecasts', apart) },
          ]),
        ],
      },
    }),
    orders: store({ time: '10ms' }),
    warehouse: store({ time: '20ms' }),
    exports: store({ time: '20ms' }),
    charts: store({ time: '20ms' }),
    archive: store({ time: '20ms' }),
    geo: store({ time: '20ms' }),
    forecasts: store({ time: '20ms' }),
  })

/** Nothing that only reports need may hurt the shoppers. */
export const sharedPool = weakness('a shared pool', {
  weak: backOffice({ timeout: '4s', optional: true }),
  mended: backOffice(apart),
  explore: {
    for: '12s',
    targets: ['exports', 'charts', 'archive', 'geo', 'warehouse', 'forecasts'],
    holds: isAnswered(0.95, { class: 'shoppers' }),
  },
  budget: 60,
  least: [
    {
      fault: slow('warehouse', { by: '4s' }).at('2s').for('2s'),
      between: { by: [2_000, 5_000], for: [1_000, 6_000], share: [0.3, 1] },
    },
  ],
})
