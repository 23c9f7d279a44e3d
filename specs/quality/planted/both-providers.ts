/** One provider stands in for the other, until neither answers. */
import { call, clients, crash, errors, goal, service, slow, store, system } from 'gameday'
import type { CallOptions } from 'gameday'
import type { Outage } from '../support/outage.ts'

const post = (last: Pick<CallOptions, 'fallback'>) =>
  system('post', {
    apps: clients({ rate: '40/s', call: 'sender', timeout: '3s' }),
    sender: service({
      concurrency: 300,
      handle: [
        call('first', {
          timeout: '200ms',
          fallback: call('second', { timeout: '200ms', ...last }),
        }),
        call('audit', { optional: true, timeout: '100ms' }),
      ],
    }),
    first: store({ concurrency: 64, time: '20ms' }),
    second: store({ concurrency: 64, time: '40ms' }),
    audit: store({ time: '4ms' }),
  })

export const bothProviders: Outage = {
  name: 'two faults, of which one is survived',
  system: post({}),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [
      crash('first').at('15s').for('30s'),
      errors('second', { rate: 1 }).at('25s').for('12s'),
    ],
    takes: 'all',
    decoys: [slow('audit', { by: '1s' }).at('20s').for('20s')],
    places: ['first', 'second', 'sender->first', 'sender->second'],
    mechanisms: ['errors', 'down'],
    cures: { 'a value as the last resort': post({ fallback: { value: 'queued' } }) },
  },
}
