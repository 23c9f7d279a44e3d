/** Four times as many shoppers as ever for twenty seconds. */
import { call, clients, errors, goal, service, store, surge as surgeOf, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const tickets = (replicas: number) =>
  system('tickets', {
    fans: clients({ rate: '60/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 2_000,
      handle: [call('ads', { optional: true, timeout: '50ms' }), call('seats')],
    }),
    ads: store({ concurrency: 64, time: '2ms' }),
    seats: service({ concurrency: 500, handle: call('seatsDb') }),
    seatsDb: store({ replicas, concurrency: 4, time: '30ms' }),
  })

export const surge: Outage = {
  name: 'a surge',
  system: tickets(1),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [surgeOf('fans', { factor: 4 }).at('20s').for('20s')],
    decoys: [errors('ads', { rate: 1 }).at('15s').for('30s')],
    places: ['seatsDb', 'seats->seatsDb', 'seats'],
    mechanisms: ['load', 'overload'],
    cures: { 'three times as many replicas': tickets(3) },
  },
}
