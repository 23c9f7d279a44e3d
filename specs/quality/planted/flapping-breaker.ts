/** Two errors in a row open it: a breaker that turns one failure of seven into most of all. */
import { type BreakerSpec, call, clients, errors, goal, service, slow, store } from 'gameday'
import { system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const checkout = (breaker: BreakerSpec | undefined) =>
  system('checkout', {
    buyers: clients({ rate: '50/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 200,
      handle: [
        call('fraud', { timeout: '200ms' }),
        call('payments', { timeout: '500ms', breaker }),
      ],
    }),
    fraud: store({ time: '5ms' }),
    payments: service({ concurrency: 64, handle: call('bank') }),
    bank: store({ concurrency: 64, time: '30ms' }),
  })

export const flappingBreaker: Outage = {
  name: 'a breaker that flaps',
  system: checkout({ consecutive: 2, openFor: '5s' }),
  goal: goal.availability('85%'),
  for: '60s',
  truth: {
    guilty: [errors('bank', { rate: 0.15 }).at('20s').for('30s')],
    decoys: [slow('fraud', { by: '30ms' }).at('10s').for('45s')],
    places: ['web->payments', 'payments', 'bank', 'payments->bank'],
    mechanisms: ['open breaker'],
    cures: {
      'no breaker': checkout(undefined),
      'by the share of failures': checkout({
        window: '10s',
        failureRate: '50%',
        minimumCalls: 20,
        openFor: '5s',
      }),
    },
    vain: { 'open for longer': checkout({ consecutive: 2, openFor: '10s' }) },
  },
}
