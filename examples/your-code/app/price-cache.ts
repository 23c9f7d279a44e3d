/** Prices in Redis, by ioredis and behind cockatiel: a cache that is away is gone round. */
import {
  ConsecutiveBreaker,
  circuitBreaker,
  fallback,
  handleAll,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import { Redis } from 'ioredis'

/** How long a price stays in the cache. */
export type Keeping =
  /** The mistake: one that was filled late, or whose change did not get through, stays. */
  | 'until it changes'
  /** Whatever is wrong in it is gone after that. */
  | 'for 2 s'

/** What is kept of a price. */
export type Price = { readonly cents: number }

/** A cache that may be away. */
export interface PriceCache {
  /** The price it has, if any. */
  readonly get: (sku: string) => Promise<Price | undefined>
  /** Puts a price into it. */
  readonly fill: (sku: string, price: Price) => Promise<void>
}

/** A cache of prices. */
export function priceCache(keeping: Keeping): PriceCache {
  const redis = new Redis({ host: 'cache', retryStrategy: () => 100, enableOfflineQueue: false })
  redis.on('error', () => {}) // it connects again by itself
  const guard = wrap(
    fallback(handleAll, null),
    circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(3) }),
    timeout(50, TimeoutStrategy.Aggressive),
  )
  return {
    async get(sku) {
      const found = await guard.execute(() => redis.get(sku))
      return found === null ? undefined : (JSON.parse(found) as Price)
    },
    async fill(sku, price) {
      const text = JSON.stringify(price)
      await guard.execute(() =>
        keeping === 'for 2 s' ? redis.set(sku, text, 'EX', 2) : redis.set(sku, text),
      )
    },
  }
}
