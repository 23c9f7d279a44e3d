/** Express: middleware, a limit on requests that lives in memory, and errors. */
import createExpress from 'express'
import { rateLimit } from 'express-rate-limit'
import { rates, serving } from '../support/serving.ts'

/** Each user may ask twice in 1,200 ms. */
export const express = serving(note => {
  const service = createExpress()
  const limit = { windowMs: 1_200, limit: 2, keyGenerator: user, validate: false }
  service.use(rateLimit(limit), createExpress.json())
  service.use((request, response, next) => {
    response.once('finish', () => note([request.url, response.statusCode]))
    next()
  })
  service.post('/orders/:n', async (request, response) => {
    const { sku } = request.body as { sku: string }
    if (request.params.n === '4') throw new Error(`there is no ${sku}`)
    response.json({ sku, ...(await rates()) })
  })
  return service
})

const user = ({ headers }: { headers: Record<string, unknown> }): string =>
  String(headers['x-user'])
