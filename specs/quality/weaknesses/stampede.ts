/** A page that everybody wants is made anew by each who misses it: a purge takes its maker down. */
import { cache, cached, type CachedOptions, call, choose, clients, flush, service } from 'gameday'
import { steps, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

type Front = Pick<CachedOptions<'frontDesk'>, 'coalesce' | 'miss'>

const news = (front: Front) =>
  system('news', {
    readers: clients({ load, arrivals: 'steady', call: 'web', timeout: '1s' }),
    web: service({
      concurrency: 1_000,
      handle: [
        choose([
          { weight: 1, steps: page('sports', 'sportsDesk') },
          { weight: 1, steps: page('politics', 'politicsDesk') },
          { weight: 1, steps: page('weather', 'weatherDesk') },
          { weight: 1, steps: page('markets', 'marketsDesk') },
          { weight: 1, steps: page('culture', 'cultureDesk') },
        ]),
        cached('front', { key: 6, timeout: '50ms', ...front }),
      ],
    }),
    front: cache(),
    sports: cache(),
    politics: cache(),
    weather: cache(),
    markets: cache(),
    culture: cache(),
    frontDesk: store({ concurrency: 1, time: '300ms' }),
    sportsDesk: store({ time: '10ms' }),
    politicsDesk: store({ time: '10ms' }),
    weatherDesk: store({ time: '10ms' }),
    marketsDesk: store({ time: '10ms' }),
    cultureDesk: store({ time: '10ms' }),
  })

/** The caches fill in the first three seconds, while fewer read. */
const load = steps([{ rate: '4/s', for: '3s' }, { rate: '10/s' }])

const page = <C extends string, D extends string>(from: C, desk: D) =>
  cached(from, { key: 6, timeout: '50ms', miss: call(desk) })

/** Whatever people do to the caches: purge them, deploy them, shrink them, take them out. */
export const stampede = weakness('a stampede after a purge', {
  weak: news({ miss: call('frontDesk') }),
  mended: news({
    coalesce: true,
    miss: call('frontDesk', { timeout: '700ms', fallback: { value: 'yesterday’s' } }),
  }),
  explore: {
    for: '16s',
    within: '14s',
    kinds: ['flush', 'badDeployment', 'misconfigure', 'maintenance'],
    targets: ['sports', 'politics', 'front', 'weather', 'markets', 'culture'],
    holds: isAnswered(0.97),
  },
  budget: 60,
  // All six pages are missed, by 10 readers a second, of whom the desk can serve 3.3.
  least: [{ fault: flush('front').at('10s').for('100ms') }],
})
