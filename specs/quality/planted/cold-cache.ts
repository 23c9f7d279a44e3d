/** A cache is emptied once; what stands behind it never gets to fill it again. */
import { cache, cached, call, clients, errors, flush, goal, ramp, service } from 'gameday'
import { store, system } from 'gameday'
import type { Outage } from '../support/outage.ts'

const wiki = (queue: number) =>
  system('wiki', {
    readers: clients({
      load: ramp({ from: '0/s', to: '300/s', over: '30s' }),
      call: 'web',
      timeout: '2s',
    }),
    web: service({
      concurrency: 5_000,
      handle: [
        call('badges', { optional: true, timeout: '50ms' }),
        cached('pages', {
          key: 1_500,
          ttl: '120s',
          spread: '20%',
          timeout: '20ms',
          miss: call('renderer', { timeout: '500ms' }),
        }),
      ],
    }),
    badges: store({ time: '2ms' }),
    pages: cache({ latency: '0.5ms' }),
    renderer: service({ concurrency: 10, queue, handle: call('articles') }),
    articles: store({ concurrency: 10, time: '80ms' }),
  })

export const coldCache: Outage = {
  name: 'metastable by a cold cache',
  system: wiki(1_000),
  goal: goal.availability('80%', { between: ['40s', '90s'] }),
  for: '90s',
  truth: {
    guilty: [flush('pages').at('45s')],
    decoys: [errors('badges', { rate: 0.7 }).at('40s').for('30s')],
    places: ['pages', 'web->pages', 'renderer', 'web->renderer', 'articles', 'renderer->articles'],
    mechanisms: ['cache misses'],
    cures: { 'a short queue': wiki(20) },
    vain: { 'a longer queue': wiki(5_000) },
  },
}
