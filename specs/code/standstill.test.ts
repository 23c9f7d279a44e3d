/** Code that waits for what never comes: who waits, for whom and since when, as a run ends. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { app, code } from '../../src/code/index.ts'
import { postgres } from '../../src/code/stores/postgres.ts'
import { clients, crash, simulate, store, system } from '../../src/index.ts'

const users = clients({ rate: '10/s', arrivals: 'steady', call: 'orders', timeout: '2s' })
const path = { method: 'GET', path: '/' }
const visitors = { ...users, request: path }

/** Wakes up again and again. */
async function asleep(ms: number): Promise<never> {
  for (;;) await wait(ms)
}

describe('requests that stand still', () => {
  test('as a pool is held by those who wait for it', { timeout: 60_000 }, async () => {
    const shop = system('shop', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'orders', request: path }),
      orders: app(() => {
        const pool = new pg.Pool({ host: 'db', user: 'shop', database: 'shop', max: 2 })
        return async () => {
          const first = await pool.connect()
          await first.query('select 1')
          const second = await pool.connect()
          first.release()
          second.release()
          return new Response()
        }
      }),
      db: postgres({ time: '20ms' }),
    })

    const run = await simulate(shop, { for: '0.5s' })

    expect(run.requests().outcomes).toMatchObject({ ok: 0, timeout: 50 })
    expect(run.warnings).toEqual([
      'orders: 50 requests in its hands since 490ms at the latest, and nothing is under way, ' +
        'no call and no timer, that could let its code go on; it holds 2 connections to db.',
    ])
  })

  test('as nobody settles what they wait for', async () => {
    const locks: Promise<unknown>[] = []
    const shop = system('shop', {
      users,
      orders: code(async () => {
        await wait(5)
        locks.push(new Promise(() => {}))
        await locks[0]
      }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.warnings).toEqual([
      'orders: 10 requests in its hands since 905ms at the latest, and nothing is under way, ' +
        'no call and no timer, that could let its code go on.',
    ])
  })

  test.each([
    ['an interval', () => void setInterval(() => {}, 50)],
    ['a loop that sleeps', () => void asleep(50)],
  ])('though %s goes on beside them', async (_what, goesOn) => {
    const shop = system('shop', {
      users: visitors,
      orders: app(() => {
        goesOn()
        return () => wait(5).then(() => new Promise<Response>(() => {}))
      }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.warnings).toEqual([
      'orders: 10 requests in its hands since 905ms at the latest, and nothing is under way, no ' +
        'call and no timer but such as come round again and again, that could let its code go on.',
    ])
  })

  test('are none where one looks again and again, or a timer of before will ring', async () => {
    const polls = app(() => {
      const gate = { isOpen: false }
      return async () => {
        while (!gate.isOpen) await wait(10)
        return new Response()
      }
    })
    const gated = app(() => {
      const opens = wait(60_000)
      setInterval(() => {}, 50)
      return () => opens.then(() => new Response())
    })

    for (const orders of [polls, gated]) {
      const run = await simulate(system('shop', { users: visitors, orders }), { for: '1s' })
      expect(run.warnings).toEqual([])
    }
  })

  test('are none where something is under way that may end them', async () => {
    const shop = system('shop', {
      users,
      orders: code(async (_, { call }) => (await call('slow'), wait(5_000))),
      slow: store({ time: '20s' }),
    })

    expect((await simulate(shop, { for: '1s' })).warnings).toEqual([])
    const crashed = await simulate(shop, { for: '1s', faults: [crash('orders').at('0.95s')] })
    expect(crashed.warnings).toEqual([])
  })

  test('for a row that another transaction holds open', { timeout: 60_000 }, async () => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', call: 'orders', request: path }),
      orders: app(() => {
        const pool = new pg.Pool({ host: 'db', user: 'shop', database: 'shop', max: 9 })
        return async () => {
          const client = await pool.connect()
          await client.query('begin')
          await client.query('update stock set left_over = left_over - 1')
          await new Promise(() => {}) // it never commits
          return new Response()
        }
      }),
      db: postgres({
        schema: 'create table stock (left_over int)',
        seed: 'insert into stock values (9)',
        time: '3ms',
      }),
    })

    const run = await simulate(shop, { for: '2s' })

    expect(run.warnings).toEqual([
      'db: session 2 of orders waits since 1.01s for session 1 of orders, who does nothing ' +
        '(ShareLock on its transaction), to do: update stock set left_over = left_over - 1',
    ])
  })
})
