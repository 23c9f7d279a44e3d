/** A shop for the scenarios to happen in, and its runs. */
import {
  cache,
  cached,
  call,
  clients,
  type Fault,
  type NamesIn,
  service,
  simulate,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'

/** A hundred requests a second; web asks a cache, and on a miss the database. */
export const shop = system(
  'shop',
  {
    shoppers: clients({ rate: '100/s', arrivals: 'steady', call: 'web', timeout: '3s' }),
    web: service({
      zone: 'us',
      replicas: 2,
      concurrency: 50,
      handle: [
        work('1ms'),
        cached('memo', { key: 50, ttl: '10s', miss: call('stock') }),
        call('db', {
          timeout: '100ms',
          retry: { attempts: 3, base: '50ms', jitter: 'none' },
          request: '1KB',
          response: '1KB',
        }),
      ],
    }),
    memo: cache({ zone: 'us', latency: '1ms' }),
    stock: store({ zone: 'us', time: '5ms' }),
    db: store({ zone: 'eu', time: '10ms', concurrency: 20 }),
  },
  { network: { 'us<->eu': { latency: '5ms', bandwidth: '10Mbps' } } },
)

/** A minute and a half of it, with faults. */
export const play = (faults: readonly Fault<Target>[], on = shop) =>
  simulate(on, { for: '90s', faults, seed: 7 })

/** The same shop with another database. */
export function shopWith(db: ReturnType<typeof store<'eu'>>): typeof shop {
  const { name, parts, options } = shop.toJSON()
  return systemFrom({ name, parts: { ...parts, db }, options }) as unknown as typeof shop
}

type Target = NamesIn<typeof shop>['target']

/** Requests from 30 s to 60 s, when all scenarios happen that are not told otherwise. */
export const meanwhile = { between: ['30s', '60s'] } as const

/** Requests after that. */
export const afterwards = { between: ['60s', '90s'] } as const
