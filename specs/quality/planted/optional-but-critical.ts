/** What is declared optional is waited for all the same, until no slot is left. */
import { call, clients, crash, goal, service, slow, type CallOptions, store } from 'gameday'
import { system, work } from 'gameday'
import type { Outage } from '../support/outage.ts'

const cinema = (suggesting: CallOptions) =>
  system('cinema', {
    fans: clients({ rate: '50/s', call: 'web', timeout: '3s' }),
    web: service({
      concurrency: 30,
      handle: [
        work('1ms'),
        call('films'),
        call('suggestions', { optional: true, ...suggesting }),
        call('ads', { optional: true, timeout: '50ms' }),
      ],
    }),
    films: store({ concurrency: 16, time: '5ms' }),
    suggestions: service({ concurrency: 500, handle: work('4ms') }),
    ads: service({ handle: work('2ms') }),
  })

export const optionalButCritical: Outage = {
  name: 'optional, but critical',
  system: cinema({}),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [slow('suggestions', { by: '5s' }).at('20s').for('15s')],
    decoys: [crash('ads', { refuse: true }).at('15s').for('25s')],
    places: ['web->suggestions', 'suggestions', 'web'],
    mechanisms: ['no time-out', 'slow work'],
    cures: { 'a time-out': cinema({ timeout: '150ms' }) },
    vain: { 'a time-out as long as the outage': cinema({ timeout: '2.5s' }) },
  },
}
