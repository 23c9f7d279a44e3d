/**
 * An app that others wrote, as it is published on npm (@bull-board/express, under MIT, from
 * https://github.com/felixmosh/bull-board): it shows in a browser what queues in Redis hold, and
 * does again what failed. It is of Express, EJS, BullMQ and ioredis.
 */
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import { Queue, Worker } from 'bullmq'
import { app, script } from '../../../src/code/index.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import { clients, crash, errors, simulate, slow, store, system } from '../../../src/index.ts'
import { sleep, type Note, type Story } from '../support/story.ts'

/** All that was written to have the app in a system. */
const board = app(
  () => {
    const serverAdapter = new ExpressAdapter()
    createBullBoard({ queues: [new BullMQAdapter(mails())], serverAdapter })
    return serverAdapter.getRouter()
  },
  { calls: ['queue'] },
)

/** Whose mails it shows: a worker, who has the post send them. */
const mailer = app(
  () => {
    const send = async () => {
      const answer = await fetch('http://post/')
      if (!answer.ok) throw new Error(`the post says ${answer.status}`)
    }
    new Worker('mails', send, { connection }).on('error', () => {})
  },
  { calls: ['queue', 'post'] },
)

const connection = { host: 'queue' }

/** It connects again by itself. */
const mails = () => new Queue('mails', { connection }).on('error', () => {})

/** Whoever looks after it, in a browser; what the board says is noted. */
const operator = (note: Note) =>
  script(async () => {
    const ask = async (method: string, path: string, body?: unknown) => {
      const headers = { 'content-type': 'application/json' }
      const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
      const answer = await fetch(`http://board${path}`, init)
      return { status: answer.status, text: await answer.text() }
    }
    const look = async () => {
      const { status, text } = await ask('GET', '/api/queues?activeQueue=mails')
      const [queue] = JSON.parse(text).queues
      note([status, { failed: queue.counts.failed, completed: queue.counts.completed }])
    }
    const page = await ask('GET', '/')
    note([page.status, /<title>.*<.title>/.exec(page.text)?.[0]])
    for (const to of ['ada', 'bob', 'cid']) {
      await ask('POST', '/api/queues/mails/add', { name: 'welcome', data: { to } })
    }
    await sleep(1_000)
    await look()
    await sleep(1_000)
    const again = await ask('PUT', '/api/queues/mails/retry/failed')
    note([again.status, JSON.parse(again.text)])
    await sleep(1_000)
    await look()
  })

/**
 * The post fails for two seconds, in which three mails are put into the queue. Then they are to be
 * done again: at that moment the Redis crashes for 500 ms; it has what it had been told.
 */
export const bullBoard: Story = async (note, seed) => {
  const shop = system(
    'shop',
    {
      operator: clients({ rate: '1/s', requests: 1, arrivals: 'steady', call: operator(note) }),
      board,
      mailer,
      queue: redis({ time: '0.2ms', durable: true }),
      post: store({ time: '6ms' }),
    },
    { network: { 'board->queue': '2ms' } },
  )
  const faults = [
    errors('post', { rate: 1, code: 503 }).at('0s').for('2s'),
    slow('queue', { by: '50ms' }).at('1s').for('500ms'),
    crash('queue', { refuse: true }).at('2.21s').for('500ms'),
  ]
  return simulate(shop, { for: '6s', seed, trace: true, faults })
}
