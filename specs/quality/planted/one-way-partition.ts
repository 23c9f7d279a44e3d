/** Requests arrive and are done, and no answer comes back. */
import { call, clients, goal, partition, service, type CallOptions, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const shop = (asking: CallOptions) =>
  system('shop', {
    shoppers: clients({ rate: '50/s', call: 'web', timeout: '3s' }),
    web: service({
      concurrency: 300,
      handle: [
        call('ads', { optional: true, timeout: '50ms' }),
        call('prices', { timeout: '200ms' }),
        call('stock', { timeout: '400ms', retry: { attempts: 2, base: '50ms' }, ...asking }),
      ],
    }),
    ads: store({ time: '2ms' }),
    prices: store({ time: '3ms' }),
    stock: service({ concurrency: 64, handle: call('stockDb') }),
    stockDb: store({ concurrency: 32, time: '5ms' }),
  })

export const oneWayPartition: Outage = {
  name: 'a partition one way',
  system: shop({}),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [partition('web->stock', { way: 'back' }).at('20s').for('15s')],
    decoys: [partition('web->ads', { way: 'there' }).at('15s').for('30s')],
    places: ['web->stock'],
    mechanisms: ['lost answers'],
    cures: { 'a fallback': shop({ fallback: { value: 'in stock' } }) },
    vain: {
      'more retries': shop({ retry: { attempts: 4, base: '50ms' } }),
      'a longer time-out': shop({ timeout: '1s' }),
    },
  },
}
