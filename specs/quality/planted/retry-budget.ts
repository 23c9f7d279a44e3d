/** Retries would have carried it; their budget is used up within a second. */
import { call, clients, errors, goal, service, slow, type RetrySpec, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const maps = (retry: RetrySpec) =>
  system('maps', {
    drivers: clients({ rate: '60/s', call: 'web', timeout: '3s' }),
    web: service({
      concurrency: 300,
      handle: [
        call('geo', { timeout: '300ms', retry }),
        call('tiles', { optional: true, timeout: '100ms' }),
      ],
    }),
    geo: service({ concurrency: 100, handle: call('places') }),
    places: store({ concurrency: 64, time: '5ms' }),
    tiles: store({ time: '5ms' }),
  })

const often = { attempts: 6, base: '10ms' } as const

export const retryBudget: Outage = {
  name: 'a retry budget that is used up',
  system: maps({ ...often, budget: { ratio: 0.1, minPerSecond: 0 } }),
  goal: goal.availability('97%'),
  for: '60s',
  truth: {
    guilty: [errors('geo', { rate: 0.4, code: 503 }).at('15s').for('35s')],
    decoys: [slow('tiles', { by: '2s' }).at('10s').for('30s')],
    places: ['web->geo', 'geo'],
    mechanisms: ['errors'],
    cures: {
      'no budget': maps(often),
      'a budget of all calls': maps({ ...often, budget: { ratio: 1, minPerSecond: 0 } }),
    },
    vain: { 'a smaller budget': maps({ ...often, budget: { ratio: 0.02, minPerSecond: 0 } }) },
  },
}
