/** Nothing fails: a share of answers comes late, from three calls further down. */
import { call, clients, crash, goal, service, slow, type CallOptions, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const invoices = (asking: CallOptions) =>
  system('invoices', {
    sellers: clients({ rate: '40/s', call: 'gateway', timeout: '5s' }),
    gateway: service({
      concurrency: 200,
      handle: [call('pricing'), call('promos', { timeout: '100ms', fallback: { value: 0 } })],
    }),
    pricing: service({ concurrency: 100, handle: call('taxes', asking) }),
    taxes: service({ concurrency: 100, handle: call('rules') }),
    rules: store({ concurrency: 50, time: '6ms' }),
    promos: store({ time: '3ms' }),
  })

export const slowNotFailing: Outage = {
  name: 'slow, and not failing',
  system: invoices({}),
  goal: goal.latency('p99', '300ms'),
  for: '60s',
  truth: {
    guilty: [slow('rules', { by: '700ms' }).at('20s').for('20s').share(0.1)],
    decoys: [crash('promos').at('25s').for('20s')],
    places: ['rules', 'taxes->rules', 'taxes', 'pricing->taxes'],
    mechanisms: ['slow work', 'no time-out'],
    cures: {
      'a hedge': invoices({ hedge: { after: '50ms' } }),
      'a time-out and a fallback': invoices({ timeout: '100ms', fallback: { value: '19%' } }),
    },
    vain: { 'more retries': invoices({ retry: { attempts: 3 } }) },
  },
}
