/** A service that keeps what it knows in a store, which crashes while it is asked. */
import { app } from '../../../src/code/index.ts'
import { postgres } from '../../../src/code/stores/postgres.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import { clients, crash, partition, simulate, system } from '../../../src/index.ts'
import { cameOf, type Note, type Story } from './story.ts'

/** Does one thing with the store; what it comes to is noted. */
type Deed = (n: number) => PromiseLike<unknown>

const users = clients({
  rate: '2/s',
  arrivals: 'steady',
  requests: 10,
  call: 'web',
  timeout: '30s',
  request: ({ n }) => ({ method: 'POST', path: '/', body: { n } }),
})

const service = (note: Note, makesDeed: (note: Note) => Deed | Promise<Deed>) =>
  app(
    async () => {
      const deed = await makesDeed(note)
      return async (request: Request) => {
        const { n } = (await request.json()) as { n: number }
        note([n, await cameOf(deed(n))])
        return new Response()
      }
    },
    { calls: ['store'] },
  )

const network = { 'web->store': '2ms' } as const

/**
 * A service with a Redis 2 ms away, which takes 1 ms. It is asked every half second; after 1.2 s
 * the Redis crashes for 500 ms, and forgets; after 3.2 s nothing gets through for 600 ms.
 */
export const keepingInRedis =
  (makesDeed: (note: Note) => Deed | Promise<Deed>): Story =>
  async (note, seed) => {
    const store = redis({ time: '1ms' })
    const shop = system('shop', { users, web: service(note, makesDeed), store }, { network })
    const faults = [
      crash('store', { refuse: true }).at('1.2s').for('500ms'),
      partition('web->store').at('3.2s').for('600ms'),
    ]
    return simulate(shop, { for: '20s', seed, trace: true, faults })
  }

/** A table with one row for each user, and their money. */
const schema = 'create table accounts (id text primary key, balance int not null)'
const seedRows = "insert into accounts values ('ada', 100), ('bob', 0)"

/**
 * A service with a PostgreSQL 2 ms away, which takes 3 ms for a statement. It is asked every half
 * second; after 1.2 s the store crashes for 500 ms, and keeps what was committed; after 3.2 s
 * nothing gets through for 600 ms.
 */
export const keepingInPostgres =
  (makesDeed: (note: Note) => Deed | Promise<Deed>): Story =>
  async (note, seed) => {
    const store = postgres({ schema, seed: seedRows, time: '3ms', concurrency: 10 })
    const shop = system('shop', { users, web: service(note, makesDeed), store }, { network })
    const faults = [
      crash('store', { refuse: true }).at('1.2s').for('500ms'),
      partition('web->store').at('3.2s').for('600ms'),
    ]
    return simulate(shop, { for: '20s', seed, trace: true, faults })
  }
