/**
 * Five replicas, of which one is ill in a way that its health checks do not see: a gray failure.
 * What tells it from the others are its answers, if anybody looks at them.
 */
import { call, type CallOptions, clients, exponential, type ReplicasSpec } from 'gameday'
import { service, system, work } from 'gameday'

/** What callers and balancer may do about it. Health checks are there in all of them. */
export const variants = {
  'round robin': {},
  'outlier ejection': { pool: { outlierDetection: { alwaysEjectOneHost: true } } },
  'least connections': { pool: { balance: 'leastConnections' } },
  'peak EWMA': { pool: { balance: 'peakEwma' } },
  'hedge after p95': { asks: { hedge: { after: 'p95' } } },
  'hedge after 100 ms': { asks: { hedge: { after: '100ms', budget: '25%' } } },
  'one retry': { asks: { retry: { attempts: 2, base: '10ms' } } },
  'ejection and retry': {
    pool: { outlierDetection: { alwaysEjectOneHost: true } },
    asks: { timeout: '200ms', retry: { attempts: 2, base: '10ms' } },
  },
} satisfies {
  readonly [name: string]: { readonly pool?: Partial<ReplicasSpec>; readonly asks?: CallOptions }
}

/** The name of a variant. */
export type Variant = keyof typeof variants

/** A request takes a healthy replica 20 ms on average. */
export const MEAN_MS = 20
/** An attempt may take so long, unless a variant says otherwise. */
export const TIMEOUT_MS = 1_000

/** 200 requests a second, 40 for each replica if all are treated alike. */
export function shop(variant: Variant) {
  const { pool = {}, asks = {} }: { pool?: Partial<ReplicasSpec>; asks?: CallOptions } =
    variants[variant]
  return system('shop', {
    users: clients({ rate: '200/s', call: 'web', timeout: '5s' }),
    web: service({ concurrency: 1_000, handle: call('api', { timeout: TIMEOUT_MS, ...asks }) }),
    api: service({
      replicas: 5,
      concurrency: 100,
      health: { every: '10s', unhealthyAfter: 4 },
      ...pool,
      handle: work(exponential(MEAN_MS)),
    }),
  })
}
