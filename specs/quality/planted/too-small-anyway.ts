/** It is too small for its usual load, whatever else goes wrong meanwhile. */
import { call, clients, crash, goal, service, slow, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const clinic = (concurrency: number) =>
  system('clinic', {
    patients: clients({ rate: '60/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 1_000,
      handle: [call('photos', { optional: true, timeout: '60ms' }), call('records')],
    }),
    photos: store({ concurrency: 64, time: '3ms' }),
    records: service({ concurrency: 500, handle: call('archive') }),
    archive: store({ concurrency, time: '60ms' }),
  })

export const tooSmallAnyway: Outage = {
  name: 'too small for its usual load',
  system: clinic(3),
  goal: goal.availability('95%'),
  for: '60s',
  truth: {
    guilty: [],
    decoys: [
      crash('photos').at('20s').for('20s'),
      slow('web->records', { by: '3ms' }).at('15s').for('30s'),
    ],
    places: ['archive', 'records->archive', 'records', 'web->records'],
    mechanisms: ['overload', 'load'],
    cures: { 'twice as many slots': clinic(6) },
  },
}
