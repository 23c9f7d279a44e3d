/**
 * A site that lives by its cache: the origin does 100 requests a second and is asked for 28. The
 * cache is gone for two seconds and comes back empty.
 */
import { cache, cached, call, clients, crash, ramp, service, simulate, store } from 'gameday'
import { system, zipf } from 'gameday'
import { recoveryOf } from '../support/recovery.ts'

/** What may be done about it. */
export const preparations = {
  'no cure': {},
  coalescing: { coalesce: true },
  'short queue': { queue: 30 },
  'both of these': { coalesce: true, queue: 30 },
  'a cache of 16 shards': { shards: 16 },
} satisfies { readonly [name: string]: Preparation }

type Preparation = {
  readonly coalesce?: boolean
  /** Requests that may wait at the origin. */
  readonly queue?: number
  readonly shards?: number
}

/** The name of a preparation. */
export type Prepared = keyof typeof preparations

/** 500 requests a second for 2,000 pages, some of them much more often than others. */
function siteThat({ coalesce = false, queue = 1_000, shards = 1 }: Preparation) {
  return system('site', {
    readers: clients({
      load: ramp({ from: '0/s', to: '500/s', over: '60s' }),
      call: 'web',
      timeout: '2s',
    }),
    web: service({
      concurrency: 5_000,
      handle: cached('pages', {
        key: zipf({ items: 2_000, exponent: 0.9 }),
        ttl: '60s',
        spread: '20%',
        coalesce,
        timeout: '20ms',
        miss: call('origin', { timeout: '500ms' }),
      }),
    }),
    pages: cache({ replicas: shards }),
    origin: store({ concurrency: 10, time: '100ms', queue }),
  })
}

/** A server of the cache crashes, which is all of it unless there are shards. */
export const lost = crash('pages#0').at('90s').for('2s')

/** Three minutes: one to warm up, half of one to be well, and what comes after the crash. */
export function coldRestart(prepared: Prepared) {
  const run = simulate(siteThat(preparations[prepared]), {
    for: '3m',
    faults: [lost],
    resolution: '1s',
  })
  const [before, end] = [
    { between: ['60s', '89s'] } as const,
    { between: ['150s', '180s'] } as const,
  ]
  const rates = run.series('rate', { at: 'origin' }).filter(({ at }) => at >= 90_000)
  return {
    run,
    before: run.availability(before),
    during: run.availability({ during: lost }),
    atTheEnd: run.availability(end),
    /** How often the origin was asked, per second. */
    usual: run.at('origin', before).issued / 29,
    peak: Math.max(...rates.map(({ value = 0 }) => value)),
    recovery: recoveryOf(run),
  }
}
