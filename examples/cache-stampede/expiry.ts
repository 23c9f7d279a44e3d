/** What happens when entries of a cache expire: one that everybody wants, or many at a time. */
import { cache, cached, call, clients, service, simulate, store, system } from 'gameday'
import type { CachedOptions } from 'gameday'

type Aging = Pick<CachedOptions, 'coalesce' | 'staleFor' | 'refreshAhead' | 'earlyRefresh'>

/** What may be done for a page that everybody wants. */
export const cures = {
  'no cure': {},
  coalescing: { coalesce: true },
  'early refresh': { earlyRefresh: 1 },
  'refresh ahead': { coalesce: true, refreshAhead: '20%' },
  'stale while revalidate': { coalesce: true, staleFor: '10s' },
} satisfies { readonly [name: string]: Aging }

/** The name of a cure. */
export type Cure = keyof typeof cures

/** So many readers a second of one page, which takes so long to make and lives for 5 s. */
export function hotPage(cure: Cure, { perSecond = 500, fillMs = 100 } = {}) {
  const site = system('site', {
    readers: clients({ rate: `${perSecond}/s`, arrivals: 'steady', call: 'web' }),
    web: service({
      concurrency: 1_000,
      handle: cached('pages', { key: 1, ttl: '5s', ...cures[cure], miss: call('origin') }),
    }),
    pages: cache({ latency: 0 }),
    origin: store({ concurrency: 1_000, time: fillMs }),
  })
  const run = simulate(site, { for: '21s', resolution: '1s' })
  const warm = { between: ['1s', '21s'] } as const
  return {
    /** Requests to the origin for the same page at the same time, at most. */
    atOnce: run.at('origin', warm).inFlight.peak,
    /** Of the four expiries after the first fill. */
    fills: run.at('origin', warm).issued,
    /** Readers who had to wait for the page to be made. */
    waited: run.slowerThan('1ms', warm),
  }
}

/** Two hundred pages, all of them first read in the first second, live for 10 s each. */
export function manyPages(spread: '0%' | '30%') {
  const site = system('site', {
    readers: clients({ rate: '4000/s', arrivals: 'steady', call: 'web' }),
    web: service({
      concurrency: 1_000,
      handle: cached('pages', {
        key: 200,
        ttl: '10s',
        spread,
        coalesce: true,
        miss: call('origin'),
      }),
    }),
    pages: cache({ latency: 0 }),
    origin: store({ concurrency: 1_000, time: '10ms' }),
  })
  const run = simulate(site, { for: '15s', resolution: '500ms' })
  const later = run.series('rate', { at: 'origin' }).filter(({ at }) => at >= 5_000)
  return {
    /** Fills in half a second, from 5 s on, at most. */
    peak: Math.max(...later.map(({ value = 0 }) => value)) / 2,
  }
}
