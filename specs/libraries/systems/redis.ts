/** node-redis (`redis`): its strategy to connect again, its time-outs, and a transaction. */
import { createClient } from 'redis'
import { keepingInRedis } from '../support/keeping.ts'

/** Counts in a transaction. */
export const nodeRedis = keepingInRedis(async note => {
  const client = createClient({
    url: 'redis://store',
    socket: { reconnectStrategy: retries => 50 * 2 ** retries },
    commandOptions: { timeout: 400 },
  })
  client.on('error', (error: { code?: string; message: string }) => {
    note(error.code ?? error.message)
  })
  await client.connect()
  return () => client.multi().incr('n').set('last', 'x', { PX: 5_000 }).exec()
})
