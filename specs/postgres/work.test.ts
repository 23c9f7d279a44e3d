/** What the world does to a statement: it has it take time, fail, or be cut short. */
import { describe, expect, test } from 'vitest'
import type { Work } from '../../src/postgres/work.ts'
import { atBank, codeOf } from './support/bank.ts'
import { World } from './support/world.ts'

describe('the work of a server', () => {
  test('takes the time that the world gives it', async () => {
    const world = new World()
    const begin = (work: Work): void => void world.after(30, () => work.run())
    const told = await atBank(
      async ({ client }) => {
        const one = await client()
        await one.query('select 1')
        return world.elapsed
      },
      { world, options: { begin } },
    )
    expect(told).toBe(35)
  })

  test('is ended, though its client has gone: what it commits is committed', async () => {
    const world = new World()
    const begin = (work: Work): void => void world.after(100, () => work.run())
    const told = await atBank(
      async ({ client, server }) => {
        const one = await client()
        const text = `insert into orders (account, amount) values ('u1', 1)`
        const lost = one.query(text).catch((error: Error) => error.message)
        await world.sleep(50)
        await one.end()
        await world.sleep(100)
        return { lost: await lost, orders: server.query('select amount from orders') }
      },
      { world, options: { begin } },
    )
    expect(told).toEqual({ lost: 'Connection terminated', orders: [{ amount: 1 }] })
  })

  test('fails as the world says, and its transaction with it', async () => {
    const seen: string[] = []
    const begin = (work: Work): void => {
      seen.push(work.sql)
      const error = { sqlState: '40001', message: 'could not serialize access' }
      if (work.sql.startsWith('update')) work.fail(error)
      else work.run()
    }
    const told = await atBank(
      async ({ client, server }) => {
        const one = await client()
        await one.query('begin')
        await one.query(`insert into orders (account, amount) values ('u1', 1)`)
        const codes = [await codeOf(one.query('update accounts set balance = $1', [0]))]
        codes.push(await codeOf(one.query('select 1')))
        await one.query('rollback')
        codes.push(await codeOf(one.query('select 1')))
        return { codes, orders: server.query('select * from orders') }
      },
      { options: { begin } },
    )
    expect(told).toEqual({ codes: ['40001', '25P02', 'no error'], orders: [] })
    expect(seen).toHaveLength(6)
  })

  test('is cut short by the times a session has set', async () => {
    const world = new World()
    const begin = (work: Work): void => void world.after(100, () => work.run())
    const told = await atBank(
      async ({ client }) => {
        const hasty = await client({ statement_timeout: 40 })
        const began = world.elapsed
        const code = await codeOf(hasty.query('select 1'))
        return { code, ms: world.elapsed - began }
      },
      { world, options: { begin } },
    )
    expect(told).toEqual({ code: '57014', ms: 42 })
  })

  test('ends a session that idles in its transaction for too long', async () => {
    const told = await atBank(async ({ client, world, server }) => {
      const one = await client({ idle_in_transaction_session_timeout: 200 })
      const ends = new Promise(resolve => one.on('error', resolve))
      await one.query('begin')
      await one.query('update accounts set balance = 0')
      const { message } = (await ends) as Error
      return {
        message,
        ms: world.elapsed,
        rows: server.query('select distinct balance from accounts'),
      }
    })
    expect(told).toMatchObject({
      message: 'terminating connection due to idle-in-transaction timeout',
      rows: [{ balance: 100 }],
    })
  })
})
