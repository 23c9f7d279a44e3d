/** Half of the replicas fail for three seconds and are out for thirty: the rest are too few. */
import { badDeployment, call, clients, goal, type OutlierSpec, service, slow } from 'gameday'
import { store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const renderers = (outlierDetection: OutlierSpec | undefined, concurrency = 2) =>
  system('renderers', {
    viewers: clients({ rate: '75/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      concurrency: 1_000,
      handle: [
        call('fonts', { optional: true, timeout: '60ms' }),
        call('nodes', { timeout: '1s' }),
      ],
    }),
    fonts: store({ time: '3ms' }),
    nodes: store({ replicas: 6, concurrency, time: '100ms', outlierDetection }),
  })

export const tooManyEjected: Outage = {
  name: 'ejection of too many',
  system: renderers({ consecutive: 3, base: '30s', most: 0.5 }),
  goal: goal.availability('90%'),
  for: '75s',
  truth: {
    guilty: [badDeployment('nodes', { errorRate: 1, share: 0.5 }).at('20s').for('3s')],
    decoys: [slow('fonts', { by: '200ms' }).at('15s').for('40s')],
    places: ['nodes', 'web->nodes'],
    mechanisms: ['ejection'],
    cures: {
      'fewer may be ejected': renderers({ consecutive: 3, base: '30s', most: 0.2 }),
      'room for the ejected': renderers({ consecutive: 3, base: '30s', most: 0.5 }, 6),
    },
  },
}
