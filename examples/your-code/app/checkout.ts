/** The checkout: Fastify and a pool of pg. It takes an order, has it paid, and has a mail sent. */
import { Queue } from 'bullmq'
import fastify, { type FastifyInstance } from 'fastify'
import { poolTo } from './pool.ts'

/** How long it waits for the payment service, before it asks again. */
const PAID_WITHIN_MS = 400
const ATTEMPTS = 3

/** A checkout. It has many orders in hand at once, as any server of Node has. */
export function buildCheckout(): FastifyInstance {
  const orders = poolTo('db')
  const mails = new Queue('mails', { connection: { host: 'queue' } })
  mails.on('error', () => {}) // it connects again by itself
  const server = fastify()
  server.put<{ Params: { id: string }; Body: { sku: string } }>('/orders/:id', async request => {
    const { id } = request.params
    const { cents } = await priceOf(request.body.sku)
    const open = "insert into orders values ($1, $2, 'open') on conflict do nothing"
    await orders.query(open, [id, cents])
    await pay(id)
    await mails.add('paid', { order: id }, { jobId: `paid-${id}`, removeOnFail: true })
    return { id, cents }
  })
  return server
}

async function priceOf(sku: string): Promise<{ cents: number }> {
  const answer = await fetch(`http://prices/${sku}`, { signal: AbortSignal.timeout(1000) })
  if (!answer.ok) throw new Error(`no price: ${answer.status}`)
  return answer.json() as Promise<{ cents: number }>
}

/** Asks again where no answer came in time; what was charged meanwhile it cannot know. */
async function pay(id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const signal = AbortSignal.timeout(PAID_WITHIN_MS)
      const answer = await fetch(`http://payments/${id}`, { method: 'POST', signal })
      if (answer.ok) return
      throw new Error(`not paid: ${answer.status}`)
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
    }
  }
}
