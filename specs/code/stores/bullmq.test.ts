/** A queue of BullMQ in a system: its workers are code, and its Redis is in the world. */
import { Queue, Worker } from 'bullmq'
import { describe, expect, test } from 'vitest'
import { app } from '../../../src/code/index.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import { clients, simulate, system } from '../../../src/index.ts'

const connection = { host: 'cache', maxRetriesPerRequest: null }

describe('BullMQ in the world', () => {
  test('has its jobs done by a worker, with retries and delays in virtual time', async () => {
    const done: [string, number][] = []
    const since = Date.UTC(2026, 0, 1)
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'orders' }),
      orders: app(() => {
        const mails = new Queue('mails', { connection })
        mails.on('error', () => {})
        return async () => {
          await mails.add('welcome', {}, { attempts: 2, backoff: 500 })
          return new Response('queued')
        }
      }),
      mailer: app(() => {
        const worker = new Worker(
          'mails',
          job => {
            if (job.attemptsMade === 0) return Promise.reject(new Error('busy'))
            done.push([job.name, Date.now() - since])
            return Promise.resolve()
          },
          { connection },
        )
        worker.on('error', () => {})
      }),
      cache: redis({ time: '0.2ms' }),
    })

    const run = await simulate(shop, { for: '5s' })

    expect(run.requests().outcomes.ok).toBe(2)
    expect(done.map(([name]) => name)).toEqual(['welcome', 'welcome'])
    expect(done[0][1]).toBeGreaterThan(500)
    expect(done[0][1]).toBeLessThan(1_000)
  })
})
