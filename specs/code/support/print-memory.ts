/** Run by itself, with `--expose-gc`: prints what is in memory after 200 runs and 1,000 later. */
import { setImmediate as turn } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { app } from '../../../src/code/index.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import { clients, crash, simulate, system } from '../../../src/index.ts'

const shop = system('shop', {
  users: clients({ rate: '4/s', arrivals: 'steady', requests: 3, call: 'orders' }),
  orders: app(
    () => {
      const cache = new Redis({ host: 'cache' })
      cache.on('error', () => {})
      return async () => Response.json({ orders: await cache.incr('orders') })
    },
    { calls: ['cache'] },
  ),
  cache: redis(),
})
const faults = [crash('orders', { refuse: true }).at('0.3s').for('100ms')]

async function playTimes(times: number): Promise<number> {
  for (let i = 0; i < times; i++) await simulate(shop, { for: '1s', seed: `${i}`, faults })
  for (let i = 0; i < 3; i++) {
    await turn()
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

const before = await playTimes(200)
const after = await playTimes(1000)
process.stdout.write(JSON.stringify({ before, after, grown: after - before }))
process.exit()
