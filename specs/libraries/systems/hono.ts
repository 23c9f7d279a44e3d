/** Hono: a service that is a handler of `fetch`, with its middleware. */
import { Hono } from 'hono'
import { timeout } from 'hono/timeout'
import { rates, serving } from '../support/serving.ts'
import { sleep } from '../support/story.ts'

/** Every other order is too slow for the time-out of Hono’s own. */
export const hono = serving(note => {
  const service = new Hono()
  service.use(timeout(100))
  service.post('/orders/:n', async context => {
    const n = context.req.param('n')
    await sleep(n === '1' ? 200 : 5)
    const { sku } = await context.req.json<{ sku: string }>()
    note([n, context.req.query('from'), sku])
    return context.json({ n, ...(await rates()) })
  })
  service.onError((error, context) => (note(error.message), context.text('late', 504)))
  return service
})
