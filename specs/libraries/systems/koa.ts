/** Koa: an onion of middleware that takes the time and mends what fails. */
import Koa from 'koa'
import { rates, serving } from '../support/serving.ts'

/** Notes how long each took, as the outermost layer sees it. */
export const koa = serving(note => {
  const service = new Koa()
  service.silent = true
  service.use(async (context, next) => {
    const began = performance.now()
    try {
      await next()
    } catch (error) {
      context.status = 503
      context.body = (error as Error).message
    }
    note([context.path, context.status, performance.now() - began])
  })
  service.use(async context => {
    if (context.path.endsWith('/2')) throw new Error('sold out')
    context.body = await rates()
  })
  return service
})
