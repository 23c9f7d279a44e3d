/** What is not ours, and is as it is: the post, which sends mails, and who looks into the books. */
import { Hono } from 'hono'
import { Redis } from 'ioredis'
import { poolTo } from './app/pool.ts'

/** The post has a mail passed on before it says that it has it. */
const PASSED_ON_MS = 150

/** The post: it sends what it is asked to, once for each number if it is told one. */
export function buildPost(): Hono {
  const sent = new Map<string, number>()
  const numbers = new Set<string>()
  const post = new Hono()
  post.get('/twice', context =>
    context.json([...sent].filter(([, times]) => times > 1).map(([order]) => order)),
  )
  post.post('/:order', async context => {
    const number = context.req.header('idempotency-key')
    const order = context.req.param('order')
    if (number === undefined || !numbers.has(number)) sent.set(order, (sent.get(order) ?? 0) + 1)
    if (number !== undefined) numbers.add(number)
    await new Promise(resolve => setTimeout(resolve, PASSED_ON_MS))
    return context.body(null, 202)
  })
  return post
}

/** What is wrong, if anything is. */
type Finding = string | undefined

/** Whoever cannot look, as the books are away, has found nothing. */
const looked = async (look: () => Promise<Finding>): Promise<Finding> =>
  look().catch(() => undefined)

/** A wrong price that is still there after so long will not go away by itself. */
const STALE_FOR_MS = 5000

/**
 * The auditor's office: what it is asked about it looks up, and answers with 500 and a sentence
 * where something is wrong. So what must never be is in the recording, as a request that failed.
 */
export function buildAudit(): Hono {
  const books = poolTo('db')
  const audit = new Hono()
  const found = (what: Finding): Response =>
    what === undefined ? new Response('all is well') : new Response(what, { status: 500 })
  audit.get('/money', async () => found(await looked(() => moneyMissing(books))))
  audit.get('/mails', async () => found(await looked(mailsTwice)))
  const prices = staleness(books)
  audit.get('/prices', async () => found(await looked(prices)))
  return audit
}

/** What the shop has must be what was paid for. */
async function moneyMissing(books: ReturnType<typeof poolTo>): Promise<Finding> {
  const { rows } = await books.query<{ has: number; paid: number }>(`
    select (select cents from accounts where id = 'shop') as has,
      (select coalesce(sum(cents), 0)::int from orders where status = 'paid') as paid`)
  const { has, paid } = rows[0]
  return has === paid ? undefined : `the shop has ${has} cents, of ${paid} that were due`
}

async function mailsTwice(): Promise<Finding> {
  const twice = (await (await fetch('http://post/twice')).json()) as readonly string[]
  return twice.length === 0 ? undefined : `sent more than once: ${twice.join(', ')}`
}

/** Remembers since when each price has been wrong. */
function staleness(books: ReturnType<typeof poolTo>): () => Promise<Finding> {
  const cache = new Redis({ host: 'cache', retryStrategy: () => 100, enableOfflineQueue: false })
  cache.on('error', () => {})
  const wrongSince = new Map<string, number>()
  return async () => {
    const { rows } = await books.query<{ sku: string; cents: number }>('select * from prices')
    const known = await cache.mget(rows.map(({ sku }) => sku))
    const wrong = rows.filter(({ cents }, i) => {
      const text = known[i]
      return text !== null && (JSON.parse(text) as { cents: number }).cents !== cents
    })
    const skus = new Set(wrong.map(({ sku }) => sku))
    for (const sku of wrongSince.keys()) if (!skus.has(sku)) wrongSince.delete(sku)
    const now = Date.now()
    for (const sku of skus) if (!wrongSince.has(sku)) wrongSince.set(sku, now)
    const stale = [...wrongSince].find(([, since]) => now - since > STALE_FOR_MS)
    return stale && `the price of ${stale[0]} has been wrong in the cache for over 5 s`
  }
}
