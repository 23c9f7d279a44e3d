/** The clients people use, unmodified, each over its own connection in virtual time. */
import { eq, sql as raw } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import createKnex from 'knex'
import pg from 'pg'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { atBank, codeOf } from './support/bank.ts'

describe('pg', () => {
  test('names statements alike in every session, and gets its own', async () => {
    const told = await atBank(async ({ client }) => {
      const both = [await client(), await client()]
      const texts = ['select $1::int * 2 as n', 'select $1::text || $1 as n']
      const ask = (which: number): Promise<unknown> =>
        both[which]
          .query({ name: 'same', text: texts[which], values: [21] })
          .then(({ rows }) => rows[0].n)
      return [await ask(0), await ask(1), await ask(0), await ask(1)]
    })
    expect(told).toEqual([42, '2121', 42, '2121'])
  })

  test('goes on after an error, and says its SQLSTATE', async () => {
    const told = await atBank(async ({ client }) => {
      const one = await client()
      const codes = [
        await codeOf(one.query('select nope from accounts')),
        await codeOf(one.query('select $1::int', ['x'])),
        await codeOf(one.query(`insert into accounts values ('u1', 1)`)),
        await codeOf(one.query('copy accounts from stdin')),
      ]
      const { rows } = await one.query('select 1 as alive')
      return { codes, rows }
    })
    const codes = ['42703', '22P02', '23505', '0A000']
    expect(told).toEqual({ codes, rows: [{ alive: 1 }] })
  })

  test('reads every type as from any PostgreSQL', async () => {
    const told = await atBank(async ({ client }) => {
      const question = `select array[1, 2] as list, '{"x": 1}'::jsonb as json, 1.50 as exact,
        '\\xff'::bytea as bytes, '2030-01-01'::timestamptz as at, 9007199254740993 as large`
      return (await (await client()).query(question)).rows[0]
    })
    expect(told).toEqual({
      list: [1, 2],
      json: { x: 1 },
      exact: '1.50',
      bytes: Buffer.from([0xff]),
      at: new Date('2030-01-01T00:00:00Z'),
      large: '9007199254740993',
    })
  })
})

describe('postgres.js', () => {
  test('describes, pipelines and keeps transactions apart', async () => {
    const told = await atBank(async ({ world, server }) => {
      const socket = () => world.connect(server).connect()
      const sql = postgres({ socket, max: 2, ssl: false, idle_timeout: 0 } as never)
      const many = await Promise.all([
        sql`select balance from accounts where id = ${'u1'}`,
        sql`select ${2}::int as two`,
        sql`select ${'x'}::text as letter`,
      ])
      const inside = await sql.begin(async tx => {
        const [{ balance }] = await tx`select balance from accounts where id = 'u1' for update`
        await tx`update accounts set balance = ${balance - 1} where id = 'u1'`
        return tx`select balance from accounts where id = 'u1'`
      })
      const saved = await sql.begin(async tx => {
        await tx`insert into orders (account, amount) values ('u1', 1)`
        const failed = await codeOf(
          tx.savepoint(async sp => sp`insert into accounts values ('u1', 1)`),
        )
        return [failed, ...(await tx`select amount from orders`)]
      })
      const code = await codeOf(sql`select nope`)
      await sql.end()
      return { many: many.flat(), inside: [...inside], saved, code }
    })
    expect(told).toEqual({
      many: [{ balance: 100 }, { two: 2 }, { letter: 'x' }],
      inside: [{ balance: 99 }],
      saved: ['23505', { amount: 1 }],
      code: '42703',
    })
  })

  test('walks through rows with a cursor, inside a transaction', async () => {
    const told = await atBank(async ({ world, server }) => {
      const socket = () => world.connect(server).connect()
      const sql = postgres({ socket, max: 1, ssl: false, idle_timeout: 0 } as never)
      const seen: unknown[] = []
      await sql`select n from generate_series(1, 5) n`.cursor(
        2,
        rows => void seen.push(rows.length),
      )
      await sql.end()
      return seen
    })
    expect(told).toEqual([2, 2, 1])
  })
})

describe('drizzle', () => {
  const accounts = pgTable('accounts', { id: text('id').primaryKey(), balance: integer('balance') })

  test('reads, writes and rolls back', async () => {
    const told = await atBank(async ({ pool }) => {
      const db = drizzle(pool())
      const [before] = await db.select().from(accounts).where(eq(accounts.id, 'u1'))
      const undone = db.transaction(async tx => {
        await tx.update(accounts).set({ balance: 0 }).where(eq(accounts.id, 'u1'))
        tx.rollback()
      })
      await undone.catch(() => undefined)
      await db.transaction(async tx => {
        await tx.update(accounts).set({ balance: raw`balance - 1` }).where(eq(accounts.id, 'u1'))
      })
      const [after] = await db.select().from(accounts).where(eq(accounts.id, 'u1'))
      return [before, after]
    })
    expect(told).toEqual([
      { id: 'u1', balance: 100 },
      { id: 'u1', balance: 99 },
    ])
  })
})

describe('knex', () => {
  test('reads, writes, and nests transactions', async () => {
    const told = await atBank(async ({ world, server }) => {
      const connection = { stream: () => world.connect(server) } as never
      const db = createKnex({ client: pg.Client && 'pg', connection, pool: { min: 0, max: 2 } })
      const before = await db('accounts').where({ id: 'u1' }).first()
      await db.transaction(async tx => {
        await tx('accounts').where({ id: 'u1' }).update({ balance: 3 })
        const nested = tx.transaction(async inner => {
          await inner('accounts').where({ id: 'u1' }).update({ balance: 4 })
          throw new Error('no')
        })
        await nested.catch(() => undefined)
      })
      const after = await db('accounts').where({ id: 'u1' }).first()
      await db.destroy()
      return [before, after]
    })
    expect(told).toEqual([
      { id: 'u1', balance: 100 },
      { id: 'u1', balance: 3 },
    ])
  })
})
