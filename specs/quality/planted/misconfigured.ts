/** A roll-out leaves one slot of eight. */
import { call, clients, goal, misconfigure, service, store, system, throttleCpu } from 'gameday'
import { work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const hotels = (replicas: number, asking: object = {}) =>
  system('hotels', {
    guests: clients({ rate: '60/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 500,
      handle: [
        call('photos', { optional: true, timeout: '200ms' }),
        call('pricing', { timeout: '800ms', ...asking }),
      ],
    }),
    photos: service({ concurrency: 64, handle: work('10ms') }),
    pricing: service({ replicas, concurrency: 8, handle: [work('20ms'), call('tariffs')] }),
    tariffs: store({ concurrency: 32, time: '20ms' }),
  })

export const misconfigured: Outage = {
  name: 'a wrong configuration',
  system: hotels(1),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [misconfigure('pricing', { concurrency: 1 }).at('20s').for('20s')],
    decoys: [throttleCpu('photos', { to: 0.3 }).at('15s').for('30s')],
    places: ['pricing', 'web->pricing'],
    mechanisms: ['overload', 'resource'],
    cures: {
      'five replicas': hotels(5),
      'a fallback': hotels(1, { fallback: { value: 'last price' } }),
    },
  },
}
