/** A call without a time-out to a machine that dies in silence: its callers wait for good. */
import { call, clients, crash, goal, service, slow, type CallOptions, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const bank = (booking: CallOptions) =>
  system('bank', {
    apps: clients({ rate: '40/s', call: 'api', timeout: '2s' }),
    api: service({
      concurrency: 30,
      handle: [
        call('limits', { timeout: '200ms', fallback: { value: 'usual limit' } }),
        call('ledger', booking),
      ],
    }),
    limits: store({ time: '4ms' }),
    ledger: store({ concurrency: 10, time: '8ms' }),
  })

const crashed = crash('ledger').at('20s').for('4s')

export const waitsForGood: Outage = {
  name: 'calls without a time-out to a store that crashes',
  system: bank({}),
  goal: goal.availability('90%'),
  for: '90s',
  truth: {
    guilty: [crashed],
    decoys: [slow('limits', { by: '60ms' }).at('15s').for('40s')],
    places: ['api->ledger', 'api', 'ledger'],
    mechanisms: ['no time-out'],
    cures: {
      'a time-out': bank({ timeout: '200ms' }),
      'a time-out and a fallback': bank({ timeout: '200ms', fallback: { value: 'later' } }),
    },
    vain: { 'a fallback alone': bank({ fallback: { value: 'later' } }) },
  },
}
