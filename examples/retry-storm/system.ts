/**
 * A shop whose database is slow for five seconds. Retries keep it busy with work that nobody waits
 * for any more, long after that: a metastable failure. Each cure takes away one of its causes.
 */
import {
  type CallOptions,
  call,
  clients,
  type Rate,
  service,
  type SheddingSpec,
  store,
  system,
} from 'gameday'

/** The database does 100 requests a second, one in 10 ms. */
export const CAPACITY_PER_S = 100
/** How often a request asks the database at most. */
export const ATTEMPTS = 4
const retry = { attempts: ATTEMPTS, base: '10ms' } as const
const impatient = { timeout: '200ms', retry } as const

/** What may be done about it: on the side of the caller, or at the database. */
export const variants = {
  'no cure': { asks: impatient },
  'no retries': { asks: { timeout: '200ms' } },
  'retry budget 10%': {
    asks: { ...impatient, retry: { ...retry, budget: { ratio: '10%', minPerSecond: 0 } } },
  },
  breaker: { asks: { ...impatient, breaker: { consecutive: 10, openFor: '2s' } } },
  'deadlines passed on': { asks: { ...impatient, propagate: true } },
  '… and heeded': { asks: { ...impatient, propagate: true }, shedding: { heedDeadline: true } },
  'short queue': { asks: impatient, queue: 15 },
  'CoDel queue': { asks: impatient, shedding: { codel: { target: '20ms' } } },
} satisfies {
  readonly [name: string]: {
    readonly asks: CallOptions
    readonly queue?: number
    readonly shedding?: SheddingSpec
  }
}

/** The name of a variant. */
export type Variant = keyof typeof variants

/** The shop at a load, with one of the variants. */
export function shop(variant: Variant, rate: Rate) {
  const { asks, ...intake } = variants[variant]
  return system('shop', {
    users: clients({ rate, arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({ concurrency: 1_000, handle: call('db', asks) }),
    db: store({ concurrency: 1, time: '10ms', queue: 1_000, ...intake }),
  })
}
