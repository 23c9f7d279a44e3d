/** What code costs in a system: a call, a minute of HTTP with a breaker, a seed with a store. */
import { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel'
import { Hono } from 'hono'
import pg from 'pg'
import { app, code } from '../src/code/index.ts'
import { postgres, query } from '../src/code/stores/postgres.ts'
import { clients, simulate, store, system } from '../src/index.ts'

/** Plays for so many virtual seconds, from a seed of its own. */
type Playing = { readonly seconds: number; readonly seed: number }

const users = clients({ rate: '1000/s', arrivals: 'steady', call: 'asked' })
const coded = system('coded', { users, asked: code(async () => ({ rate: 1 })) })
const modelled = system('modelled', { users, asked: store({ time: '0ms', answers: { rate: 1 } }) })

/** Requests that a function answers. */
export async function callsOfCode({ seconds, seed }: Playing): Promise<number> {
  const run = await simulate(coded, { for: `${seconds}s`, seed })
  return run.requests().outcomes.ok
}

/** Requests that a model answers in its place. */
export async function callsOfModel({ seconds, seed }: Playing): Promise<number> {
  const run = simulate(modelled, { for: `${seconds}s`, seed })
  return run.requests().outcomes.ok
}

const web = system('web', {
  users: clients({ rate: '5/s', call: 'web', request: { path: '/' } }),
  web: app(
    () => {
      const breaker = circuitBreaker(handleAll, {
        halfOpenAfter: 5000,
        breaker: new ConsecutiveBreaker(5),
      })
      return () => breaker.execute(() => fetch('http://stock/left'))
    },
    { calls: ['stock'] },
  ),
  stock: app(() => new Hono().get('/left', context => context.json({ left: 3 }))),
})

/** An HTTP client behind a breaker and its server, asked five times a second. */
export async function http({ seconds, seed }: Playing): Promise<number> {
  const run = await simulate(web, { for: `${seconds}s`, seed })
  return run.requests().outcomes.ok
}

/** It reads an order, and pays it if it is open: asked twice at a time it pays twice. */
const payments = app(
  () => {
    const pool = new pg.Pool({ host: 'db', user: 'shop', database: 'shop', max: 4 })
    return async (request: Request) => {
      const id = [new URL(request.url).pathname.slice(1)]
      const client = await pool.connect()
      await client.query('begin')
      const { rows } = await client.query('select status from orders where id = $1', id)
      if (rows[0]?.status === 'open') {
        await client.query("update orders set status = 'paid' where id = $1", id)
        await client.query("update accounts set cents = cents + 500 where id = 'shop'")
      }
      await client.query('commit')
      client.release()
      return new Response('paid')
    }
  },
  { calls: ['db'] },
)

const bank = system('bank', {
  users: clients({
    rate: '10/s',
    requests: 10,
    call: 'payments',
    request: ({ n }) => ({ method: 'POST', path: `/${n >> 1}` }),
  }),
  payments,
  db: postgres({
    schema:
      'create table orders (id int primary key, status text not null); ' +
      'create table accounts (id text primary key, cents int not null)',
    seed:
      "insert into orders select n, 'open' from generate_series(0, 9) as n; " +
      "insert into accounts values ('shop', 0)",
    concurrency: 20,
    time: '3ms',
  }),
})
const ask = { cents: query('db', 'select cents from accounts') }

/** Seeds of the double charge: ten requests for five orders, each with a fresh database. */
export async function doubleCharges(seeds: number): Promise<number> {
  for (let seed = 1; seed <= seeds; seed++) await simulate(bank, { for: '2s', seed, ask })
  return seeds
}
