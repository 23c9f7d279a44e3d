/** Prices: Hono, a cache in front, PostgreSQL behind. */
import { Hono } from 'hono'
import { poolTo } from './pool.ts'
import { type Keeping, type Price, priceCache } from './price-cache.ts'

/** A service of prices: who reads asks the cache first, and a change is written to both. */
export function buildPrices({ keeping }: { keeping: Keeping }): Hono {
  const cache = priceCache(keeping)
  const books = poolTo('db')
  const service = new Hono()
  service.onError((error, context) => context.text(error.message, 503))
  service.get('/:sku', async context => {
    const sku = context.req.param('sku')
    const cached = await cache.get(sku)
    if (cached !== undefined) return context.json(cached)
    const read = 'select cents from prices where sku = $1'
    const { rows } = await books.query<Price>(read, [sku])
    await cache.fill(sku, rows[0])
    return context.json(rows[0])
  })
  service.put('/:sku', async context => {
    const sku = context.req.param('sku')
    const { cents } = await context.req.json<Price>()
    await books.query('update prices set cents = $2 where sku = $1', [sku, cents])
    await cache.fill(sku, { cents })
    return context.body(null, 204)
  })
  return service
}
