/** All deliveries of a message are used up at once: what comes in four bad seconds is lost. */
import { call, clients, errors, goal, publish, queue, service, slow, store } from 'gameday'
import { type Duration, system, worker } from 'gameday'
import type { Outage } from '../support/outage.ts'

const billing = (redeliverAfter: Duration, deliveries = 3) =>
  system('billing', {
    buyers: clients({ rate: '30/s', call: 'web', timeout: '2s' }),
    web: service({ concurrency: 100, handle: [call('stock'), publish('invoices')] }),
    stock: store({ concurrency: 16, time: '5ms' }),
    invoices: queue({ deliveries, redeliverAfter }),
    booker: worker({ of: 'invoices', concurrency: 100, handle: call('erp', { timeout: '1s' }) }),
    erp: store({ concurrency: 64, time: '20ms' }),
  })

export const deadLetters: Outage = {
  name: 'dead letters',
  system: billing(0),
  goal: goal.losesNothing({ queue: 'invoices', between: ['0s', '50s'] }),
  for: '60s',
  truth: {
    guilty: [errors('erp', { rate: 1 }).at('20s').for('4s')],
    decoys: [slow('stock', { by: '60ms' }).at('15s').for('20s')],
    places: ['invoices', 'booker', 'erp', 'booker->erp', 'invoices->booker'],
    mechanisms: ['dead letters'],
    cures: { 'a pause before the next delivery': billing('4s') },
    vain: { 'more deliveries at once': billing(0, 10) },
  },
}
