/** Workers that have become slow: the queue before them fills up, and turns its producers away. */
import { call, clients, crash, goal, publish, queue, service, slow, store, system } from 'gameday'
import { worker } from 'gameday'
import type { Outage } from '../support/outage.ts'

const videos = (concurrency: number, capacity = 300) =>
  system('videos', {
    makers: clients({ rate: '50/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 200,
      handle: [
        call('thumbnails', { optional: true, timeout: '80ms' }),
        publish('jobs', { timeout: '200ms' }),
      ],
    }),
    thumbnails: store({ time: '10ms' }),
    jobs: queue({ capacity, visibilityTimeout: '20s' }),
    encoder: worker({ of: 'jobs', concurrency, handle: call('codec') }),
    codec: store({ concurrency: 64, time: '50ms' }),
  })

export const queueGrowth: Outage = {
  name: 'a queue that grows',
  system: videos(4),
  goal: goal.availability('97%'),
  for: '60s',
  truth: {
    guilty: [slow('codec', { by: '250ms' }).at('15s').for('35s')],
    decoys: [crash('thumbnails').at('20s').for('30s')],
    places: ['jobs', 'encoder', 'codec', 'encoder->codec', 'jobs->encoder', 'web->jobs'],
    mechanisms: ['slow work', 'overload'],
    cures: { 'more workers': videos(24), 'a longer queue': videos(4, 5_000) },
  },
}
