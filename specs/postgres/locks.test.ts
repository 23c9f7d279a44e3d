/** Two transactions at a time: locks, snapshots and deadlocks are those of PostgreSQL. */
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { atBank, type Bank, codeOf } from './support/bank.ts'

/** Buys for all that is in the account, after having looked; both of two buyers at once. */
async function twoBuy({ pool, world, server }: Bank, { begin = 'begin', lock = '' } = {}) {
  const buyers = pool()
  const buy = async (buyer: pg.PoolClient): Promise<string> => {
    await buyer.query(begin)
    const look = `select balance from accounts where id = $1 ${lock}`
    const { balance } = (await buyer.query(look, ['u1'])).rows[0]
    await world.sleep(20)
    if (balance < 100) return 'too poor'
    await buyer.query('update accounts set balance = $1 where id = $2', [balance - 100, 'u1'])
    await buyer.query(`insert into orders (account, amount) values ('u1', 100)`)
    await buyer.query('commit')
    return 'bought'
  }
  const both = [0, 1].map(async () => {
    const buyer = await buyers.connect()
    const came = await buy(buyer).catch((error: { code: string }) => error.code)
    if (came !== 'bought') await buyer.query('rollback')
    buyer.release()
    return `${came} at ${world.elapsed} ms`
  })
  const came = await Promise.all(both)
  return { came, orders: server.query('select id from orders').length }
}

describe('two buyers with money for one', () => {
  test('both buy, as both look before either pays', async () => {
    expect(await atBank(twoBuy)).toEqual({
      came: ['bought at 33 ms', 'bought at 37 ms'],
      orders: 2,
    })
  })

  test('one has to wait for the other, who has locked the account', async () => {
    expect(await atBank(bank => twoBuy(bank, { lock: 'for update' }))).toEqual({
      came: ['bought at 33 ms', 'too poor at 55 ms'],
      orders: 1,
    })
  })

  test.for(['serializable', 'repeatable read'])('one is told to try again: %s', async level => {
    const begin = `begin isolation level ${level}`
    expect(await atBank(bank => twoBuy(bank, { begin }))).toEqual({
      came: ['bought at 33 ms', '40001 at 35 ms'],
      orders: 1,
    })
  })
})

describe('a transaction that has written', () => {
  test('does not keep others from reading what was there before', async () => {
    const told = await atBank(async ({ client, world }) => {
      const [writer, reader] = [await client(), await client()]
      await writer.query('begin')
      await writer.query('update accounts set balance = 0')
      const began = world.elapsed
      const { rows } = await reader.query(`select balance from accounts where id = 'u1'`)
      const took = world.elapsed - began
      await writer.query('commit')
      const after = await reader.query(`select balance from accounts where id = 'u1'`)
      return { rows, took, after: after.rows }
    })
    expect(told).toEqual({ rows: [{ balance: 100 }], took: 2, after: [{ balance: 0 }] })
  })

  test('does not keep others from other rows, and sees its own when it goes on', async () => {
    const told = await atBank(async ({ client, server }) => {
      const [one, two] = [await client(), await client()]
      await one.query('begin')
      const first = await one.query(`insert into orders (account, amount) values ('u1', 1)
        returning id, key, at`)
      await two.query(`insert into orders (account, amount) values ('u2', 2)`)
      const again = await one.query('select id, key, at from orders')
      await one.query('commit')
      const ids = server.query('select id, account from orders order by id')
      return { same: JSON.stringify(first.rows) === JSON.stringify(again.rows.slice(1)), ids }
    })
    expect(told).toEqual({
      same: true,
      ids: [
        { id: 1, account: 'u1' },
        { id: 2, account: 'u2' },
      ],
    })
  })

  test('keeps others waiting, who are told of to whoever asks', async () => {
    const told = await atBank(async ({ client, server, world }) => {
      const [one, two] = [await client(), await client()]
      await one.query('begin')
      await one.query('update accounts set balance = 1')
      const waits = two.query('update accounts set balance = balance + 1')
      await world.sleep(10)
      const { waiting } = server
      await one.query('rollback')
      await waits
      return { waiting, after: server.waiting, rows: server.query('select balance from accounts') }
    })
    expect(told).toMatchObject({
      waiting: [
        {
          session: 2,
          sql: 'update accounts set balance = balance + 1',
          lock: expect.stringMatching(/^ShareLock on transaction \d+$/),
          heldBy: [1],
        },
      ],
      after: [],
      rows: [{ balance: 101 }, { balance: 101 }],
    })
  })

  test('is rolled back with its connection, and who waited goes on', async () => {
    const told = await atBank(async ({ client, world, server }) => {
      const [one, two] = [await client(), await client()]
      await one.query('begin')
      await one.query('update accounts set balance = 0')
      const waits = two.query('update accounts set balance = balance + 1')
      await world.sleep(10)
      const { stream } = (one as never as { connection: { stream: { destroy(): void } } })
        .connection
      stream.destroy()
      await waits
      return { ms: world.elapsed, rows: server.query('select balance from accounts') }
    })
    expect(told).toEqual({ ms: 22, rows: [{ balance: 101 }, { balance: 101 }] })
  })
})

describe('two transactions that lock in turn', () => {
  const moved = async ({ client, world }: Bank, settings = ''): Promise<string[]> => {
    const move = async (from: string, to: string): Promise<string> => {
      const one = await client()
      if (settings !== '') await one.query(settings)
      await one.query('begin')
      await one.query('update accounts set balance = balance - 10 where id = $1', [from])
      await world.sleep(10)
      const second = one.query('update accounts set balance = balance + 10 where id = $1', [to])
      const code = await codeOf(second)
      await one.query(code === 'no error' ? 'commit' : 'rollback')
      return `${code} at ${world.elapsed} ms`
    }
    return Promise.all([move('u1', 'u2'), move('u2', 'u1')])
  }

  test('are in a deadlock, of which one is told after a second', async () => {
    expect(await atBank(bank => moved(bank))).toEqual(['40P01 at 1021 ms', 'no error at 1021 ms'])
  })

  test('give up before, when they have set a time for it', async () => {
    const told = await atBank(bank => moved(bank, `set lock_timeout = '50ms'`))
    expect(told).toEqual(['55P03 at 73 ms', 'no error at 73 ms'])
  })
})

describe('a transaction that cannot be put aside', () => {
  test('keeps others waiting, up to an error that names both', async () => {
    const told = await atBank(async ({ client, world }) => {
      const [one, two] = [await client(), await client()]
      await one.query('create temp table mine (id int)')
      await one.query('begin')
      await one.query('insert into mine values (1)')
      const told = await two.query('select 1').catch((error: Error) => error.message)
      return { told, ms: world.elapsed, one: await codeOf(one.query('commit')) }
    })
    expect(told).toEqual({
      told:
        "session 2 has waited 10000 ms for session 1, whose transaction gameday's PostgreSQL " +
        'cannot put aside: cannot PREPARE a transaction that has operated on temporary objects',
      ms: 10_014,
      one: 'no error',
    })
  })
})
