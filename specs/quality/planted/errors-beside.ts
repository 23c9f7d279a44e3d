/** What fails most does not matter; what is slow beside it, and never fails, takes the pages. */
import { call, clients, delay, errors, goal, service, slow, type CallOptions } from 'gameday'
import { store, system, work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const gallery = (searching: CallOptions) =>
  system('gallery', {
    visitors: clients({ rate: '60/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 40,
      handle: [
        call('ads', { optional: true, timeout: '100ms' }),
        call('search', searching),
        call('prices', { timeout: '300ms' }),
      ],
    }),
    ads: service({ handle: work('3ms') }),
    search: service({ concurrency: 64, handle: [work('2ms'), call('index')] }),
    index: store({ concurrency: 16, time: '6ms' }),
    prices: store({ time: '3ms' }),
  })

export const errorsBeside: Outage = {
  name: 'a slow index beside ads that fail',
  system: gallery({}),
  goal: goal.availability('99%'),
  for: '60s',
  truth: {
    guilty: [slow('index', { by: '3s' }).at('25s').for('15s')],
    decoys: [
      errors('ads', { rate: 0.6 }).at('15s').for('30s'),
      delay('web->prices', { by: '40ms' }).at('20s').for('30s'),
    ],
    places: ['web->search', 'search', 'search->index', 'index'],
    mechanisms: ['no time-out', 'slow work', 'overload'],
    cures: {
      'search is left out': gallery({ timeout: '150ms', optional: true }),
      'a fallback': gallery({ timeout: '150ms', fallback: { value: [] } }),
    },
    vain: { 'a time-out alone': gallery({ timeout: '150ms' }) },
  },
}
