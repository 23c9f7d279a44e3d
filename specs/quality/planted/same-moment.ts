/** Two things go wrong in the same instant for the same time; only one is on the way of anybody. */
import { call, clients, crash, expiredCertificate, goal, service, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import type { Outage } from '../support/outage.ts'

const portal = (checking: CallOptions) =>
  system(
    'portal',
    {
      staff: clients({ rate: '40/s', call: 'web', timeout: '2s' }),
      web: service({
        concurrency: 200,
        handle: [
          call('metrics', { optional: true, timeout: '40ms' }),
          call('auth', { timeout: '300ms', ...checking }),
          call('files', { timeout: '300ms' }),
        ],
      }),
      auth: service({ concurrency: 64, handle: call('users') }),
      users: store({ concurrency: 32, time: '4ms' }),
      files: store({ concurrency: 32, time: '8ms' }),
      metrics: store({ time: '2ms' }),
    },
    {
      network: { default: '1ms', 'web->auth': { latency: '1ms', connection: { tcp: 1, tls: 1 } } },
    },
  )

export const sameMoment: Outage = {
  name: 'two faults of one moment',
  system: portal({}),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [expiredCertificate('auth').at('20s').for('15s')],
    decoys: [crash('metrics').at('20s').for('15s')],
    places: ['auth', 'web->auth'],
    mechanisms: ['errors', 'down'],
    cures: { 'a fallback': portal({ fallback: { value: 'as an hour ago' } }) },
    vain: { 'a retry': portal({ retry: { attempts: 3 } }) },
  },
}
