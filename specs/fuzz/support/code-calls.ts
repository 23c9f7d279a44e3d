/** Right calls of the words of code and stores, in a system, which tells what is wrong. */
import * as g from 'gameday'
import { app, code, wrap } from 'gameday/code'
import { postgres } from 'gameday/postgres'
import { redis } from 'gameday/redis'
import type { Call, Calls } from './calls.ts'

const declaring = (word: (...args: never[]) => unknown, ...args: readonly unknown[]): Call => [
  (...given: never[]) =>
    g.system('shop', {
      users: g.clients({ rate: '1/s', call: 'part' }),
      part: word(...given) as never,
      db: g.store({ time: '1ms' }),
    }),
  ...args,
]

const spec = { calls: { db: { timeout: '250ms' } }, cpu: '1ms', cpuPerEvent: '0.1ms', queue: 20 }

export const codeCalls: Calls = {
  wrap: declaring((options: never) => g.service({ handle: g.call('db', options) }), {
    timeout: '250ms',
    optional: true,
    wrap: wrap(() => ask => ask()),
  }),
  code: declaring(code, () => 1, spec),
  app: declaring(app, () => () => new Response('ok'), spec),
  redis: declaring(redis, {
    time: '0.3ms',
    durable: true,
    replicationLag: '100ms',
    password: 'secret',
    maxEntries: 10,
    eviction: 'allkeys-lru',
    maxStringBytes: 1000,
    queue: 20,
  }),
  postgres: declaring(postgres, {
    schema: 'create table a ()',
    seed: 'select 1',
    time: '3ms',
    concurrency: 20,
    maxConnections: 5,
    replicationLag: '1s',
    database: 'billing',
  }),
}
