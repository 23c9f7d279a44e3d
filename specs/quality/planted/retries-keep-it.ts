/** Five slow seconds of a store that is nearly busy; four attempts each keep it busy for good. */
import { call, clients, delay, goal, service, slow, type RetrySpec, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const desk = (retry: RetrySpec | undefined, queue = 1_000) =>
  system('desk', {
    agents: clients({ rate: '80/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 1_000,
      handle: [
        call('images', { optional: true, timeout: '50ms' }),
        call('orders', { timeout: '200ms', retry }),
      ],
    }),
    images: store({ time: '5ms' }),
    orders: store({ concurrency: 1, time: '10ms', queue }),
  })

const often = { attempts: 4, base: '10ms' } as const

export const retriesKeepIt: Outage = {
  name: 'metastable by retries',
  system: desk(often),
  goal: goal.availability('75%'),
  for: '90s',
  truth: {
    guilty: [slow('orders', { by: '500ms' }).at('20s').for('5s')],
    decoys: [delay('web->images', { by: '200ms' }).at('45s').for('30s')],
    places: ['orders', 'web->orders'],
    mechanisms: ['retry loop', 'retries'],
    cures: {
      'a short queue': desk(often, 15),
      'a retry budget and a short queue': desk({ ...often, budget: { ratio: 0.1 } }, 15),
    },
    vain: { 'a longer queue': desk(often, 5_000) },
  },
}
