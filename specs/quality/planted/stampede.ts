/** The page that all want is purged, and each who misses it has it made anew. */
import { cache, cached, call, clients, errors, flush, goal, service, store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const news = (coalesce: boolean) =>
  system('news', {
    readers: clients({ rate: '200/s', call: 'web.read', timeout: '1s' }),
    editors: clients({ rate: '1/s', call: 'web.preview', timeout: '1s' }),
    web: service({
      concurrency: 2_000,
      operations: {
        read: [
          call('weather', { optional: true, timeout: '50ms' }),
          cached('front', { key: 1, ttl: '10m', coalesce, miss: call('maker') }),
        ],
        preview: call('maker'),
      },
    }),
    weather: store({ time: '2ms' }),
    front: cache({ latency: '0.4ms' }),
    maker: store({ concurrency: 2, time: '400ms' }),
  })

export const stampede: Outage = {
  name: 'a stampede',
  system: news(false),
  goal: goal.availability('99.5%', { between: ['20s', '50s'] }),
  for: '60s',
  truth: {
    guilty: [flush('front').at('25s')],
    decoys: [errors('weather', { rate: 1 }).at('20s').for('20s')],
    places: ['front', 'web->front', 'maker', 'web->maker'],
    mechanisms: ['cache misses'],
    cures: { coalescing: news(true) },
  },
}
