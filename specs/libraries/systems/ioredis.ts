/** ioredis: its queue while it is offline, its waits between attempts, and a pipeline. */
import { Redis } from 'ioredis'
import { keepingInRedis } from '../support/keeping.ts'

/** Counts, in a pipeline with a time to live. */
export const ioredis = keepingInRedis(note => {
  const client = new Redis({
    host: 'store',
    commandTimeout: 400,
    retryStrategy: times => times * 100,
  })
  client.on('error', (error: { code?: string }) => note(error.code))
  client.on('reconnecting', () => note('reconnecting'))
  return async () => {
    const answers = await client.pipeline().incr('n').pexpire('n', 5_000).pttl('n').exec()
    return answers?.map(([error, answer]) => error?.message ?? answer)
  }
})
