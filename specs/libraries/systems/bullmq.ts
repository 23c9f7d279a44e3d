/** BullMQ: a queue in one service, its worker in another one, and a Redis that both share. */
import { Queue, Worker } from 'bullmq'
import { app } from '../../../src/code/index.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import { clients, crash, simulate, system } from '../../../src/index.ts'
import { sleep, type Story } from '../support/story.ts'

const connection = { host: 'queue', maxRetriesPerRequest: null }

/** Every second a mail, which fails at first. The mailer crashes while it sends the third. */
export const bullmq: Story = async (note, seed) => {
  const shop = system('shop', {
    users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'orders' }),
    orders: app(
      () => {
        const mails = new Queue('mails', { connection })
        mails.on('error', () => {})
        let n = 0
        return async () => {
          await mails.add('welcome', { n: ++n }, { attempts: 3, backoff: 500 })
          return new Response('queued')
        }
      },
      { calls: ['queue'] },
    ),
    mailer: app(
      () => {
        const worker = new Worker<{ n: number }>(
          'mails',
          async ({ data, attemptsMade }) => {
            note(`mail ${data.n}, attempt ${attemptsMade + 1}`)
            await sleep(100)
            if (attemptsMade === 0) throw new Error('busy')
            note(`mail ${data.n} is sent`)
          },
          { connection, lockDuration: 2_000, stalledInterval: 1_000 },
        )
        worker.on('error', () => {})
      },
      { calls: ['queue'] },
    ),
    queue: redis({ time: '0.2ms', durable: true }),
  })
  const faults = [crash('mailer').at('2.05s').for('1s')]
  return simulate(shop, { for: '20s', seed, trace: true, faults })
}
