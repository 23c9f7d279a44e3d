/** Connections are kept, eight of them: a slower link holds them all, and the rest is refused. */
import { call, clients, delay, errors, goal, service, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const exchange = (most: number) =>
  system(
    'exchange',
    {
      traders: clients({ rate: '50/s', call: 'web', timeout: '2s' }),
      web: service({
        concurrency: 300,
        handle: [
          call('news', { optional: true, timeout: '100ms' }),
          call('rates', { timeout: '1s' }),
        ],
      }),
      news: store({ time: '5ms' }),
      rates: service({ concurrency: 200, handle: call('feed') }),
      feed: store({ concurrency: 100, time: '5ms' }),
    },
    {
      network: {
        default: '1ms',
        'web->rates': {
          latency: '1ms',
          connection: { tcp: 1 },
          keepAlive: { most, idle: '60s', whenFull: 'refuse' },
        },
      },
    },
  )

export const usedUpConnections: Outage = {
  name: 'kept connections that are used up',
  system: exchange(8),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [delay('web->rates', { by: '350ms' }).at('20s').for('20s')],
    decoys: [errors('news', { rate: 0.8 }).at('10s').for('40s')],
    places: ['web->rates', 'web'],
    mechanisms: ["caller's limit", 'resource'],
    cures: { 'more connections': exchange(60) },
    vain: { 'two connections more': exchange(10) },
  },
}
