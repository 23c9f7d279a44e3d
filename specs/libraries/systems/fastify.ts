/** Fastify: schemas, hooks and a memory that is lost in a crash. */
import createFastify from 'fastify'
import { rates, serving } from '../support/serving.ts'

type Order = { Params: { n: number }; Body: { sku: string } }

const schema = {
  params: { type: 'object', properties: { n: { type: 'integer', maximum: 7 } } },
  body: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
}

/** Counts orders in its memory, and refuses by its schema the order that has number 8. */
export const fastify = serving(note => {
  const service = createFastify()
  let orders = 0
  service.addHook('onResponse', async ({ url }, reply) => {
    note([url, reply.statusCode, reply.elapsedTime])
  })
  service.post<Order>('/orders/:n', { schema }, async ({ params, body }, reply) => {
    const { rate } = await rates()
    return reply.code(201).send({ n: params.n, sku: body.sku, rate, orders: ++orders })
  })
  return service
})
