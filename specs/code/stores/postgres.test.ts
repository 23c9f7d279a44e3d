/** A PostgreSQL in a system: clients of npm reach it by its name, and races are its own. */
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { app, code } from '../../../src/code/index.ts'
import { postgres, query } from '../../../src/code/stores/postgres.ts'
import { clients, corrupt, crash, simulate, slow, system } from '../../../src/index.ts'

const accounts = {
  schema: 'create table accounts (id text primary key, balance int not null)',
  seed: "insert into accounts values ('u1', 100)",
}
const db = postgres({ ...accounts, concurrency: 20, time: '3ms' })

const pool = (): pg.Pool => {
  const made = new pg.Pool({ host: 'db', user: 'app', database: 'shop', password: 'x', max: 4 })
  made.on('error', () => {})
  return made
}

describe('a PostgreSQL in the world', () => {
  test('answers a pool of pg, in its own time', async () => {
    const seen: unknown[] = []
    let connections: pg.Pool | undefined
    const bank = system(
      'bank',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'web' }),
        web: code(
          async () => {
            connections ??= pool()
            const began = Date.now()
            const { rows } = await connections.query('select balance from accounts')
            seen.push(rows, Date.now() - began)
          },
          { calls: ['db'] },
        ),
        db,
      },
      { network: { 'web->db': '1ms' } },
    )

    await simulate(bank, { for: '3s' })

    expect(seen[0]).toEqual([{ balance: 100 }])
    expect(seen.slice(2)).toEqual([[{ balance: 100 }], 5])
  })

  test('hangs up on a client that ends, which is awaited', async () => {
    const seen: unknown[] = []
    const bank = system(
      'bank',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
        web: code(
          async () => {
            const client = new pg.Client({ host: 'db', user: 'app', database: 'shop' })
            await client.connect()
            await client.query('select 1')
            const began = Date.now()
            await client.end()
            seen.push(Date.now() - began)
          },
          { calls: ['db'] },
        ),
        db,
      },
      { network: { 'web->db': '1ms' } },
    )

    const run = await simulate(bank, { for: '3s' })

    expect(seen).toEqual([2])
    expect(run.requests().outcomes.ok).toBe(1)
  })

  test('takes the names of prototypes for names of tables', async () => {
    const seen: unknown[] = []
    const bank = system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: code(async () => {
        const connections = pool()
        await connections.query('create table "constructor" ("__proto__" int)')
        await connections.query('insert into "constructor" values (1)')
        await connections.query('constructor "now"').catch((error: { code: string }) => {
          seen.push(error.code)
        })
        seen.push((await connections.query('select count(*)::int from "constructor"')).rows)
      }),
      db,
    })

    await simulate(bank, { for: '3s' })

    expect(seen).toEqual(['42601', [{ count: 1 }]])
  })

  test('keeps through a crash what was written, and loses its connections', async () => {
    const seen: unknown[] = []
    const bank = system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'web' }),
      web: app(() => {
        const connections = pool()
        return async () => {
          try {
            await connections.query('update accounts set balance = balance - 10')
            const { rows } = await connections.query('select balance from accounts')
            seen.push(rows[0].balance)
          } catch (error) {
            seen.push((error as { code: string }).code)
          }
          return new Response('done')
        }
      }),
      db,
    })

    await simulate(bank, {
      for: '5s',
      faults: [crash('db', { refuse: true }).at('0.5s').for('1s')],
    })

    expect(seen).toEqual([90, 'ECONNREFUSED', 80, 70])
  })
})

describe('C4 a PostgreSQL amid faults of any store', () => {
  /** What is read of it each second, and how long that takes. */
  const read = async (fault: ReturnType<typeof slow<'db'>>) => {
    const seen: unknown[] = []
    const bank = system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 3, call: 'web' }),
      web: app(() => {
        const connections = pool()
        return async () => {
          const began = Date.now()
          const { rows } = await connections.query('select id, balance from accounts')
          seen.push([rows[0], Date.now() - began])
          return new Response('done')
        }
      }),
      db,
    })
    await simulate(bank, { for: '5s', faults: [fault.at('1.5s').for('1s')] })
    return seen.slice(1)
  }

  test('answers what is wrong and looks fine', async () => {
    expect(await read(corrupt('db'))).toEqual([
      [{ id: 'u1', balance: 100 }, 3],
      [{ id: 'u2', balance: 100 }, 3],
    ])
  })

  test('is slow', async () => {
    expect((await read(slow('db', { factor: 10 })))[1]).toEqual([{ id: 'u1', balance: 100 }, 30])
  })
})

describe('what a PostgreSQL is asked', () => {
  test('is answered when all is done, and at a moment', async () => {
    let connections: pg.Pool | undefined
    const bank = system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 3, call: 'web' }),
      web: code(
        async () => {
          connections ??= pool()
          await connections.query('update accounts set balance = balance - 10')
          console.log('paid')
        },
        { calls: ['db'] },
      ),
      db,
    })
    const balance = query('db', 'select balance from accounts')

    const run = await simulate(bank, { for: '5s', ask: { early: balance.at('1.5s'), balance } })

    expect(run.answer('early')).toEqual([{ balance: 80 }])
    expect(run.answer('balance')).toEqual([{ balance: 70 }])
    expect(run.logs.map(({ at, text }) => [at, text])).toEqual([
      [6, 'paid'],
      [1003, 'paid'],
      [2003, 'paid'],
    ])
  })

  test('that is none, is a mistake', () => {
    const bank = system('bank', {
      users: clients({ rate: '1/s', call: 'web' }),
      web: code(() => 1),
      db,
    })

    const ask = { n: query('web', 'select 1') }
    expect(() => simulate(bank, { for: '1s', ask })).toThrow('"web" cannot be asked')
  })
})

describe('a PostgreSQL with a standby', () => {
  test('loses in a crash what its standby did not have yet', async () => {
    let connections: pg.Pool | undefined
    const bank = system('bank', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 3, call: 'web' }),
      web: code(
        async () => {
          connections ??= pool()
          await connections.query('update accounts set balance = balance - 10')
        },
        { calls: ['db'] },
      ),
      db: postgres({ ...accounts, replicationLag: '800ms' }),
    })
    const run = await simulate(bank, {
      for: '5s',
      faults: [crash('db', { refuse: true }).at('1.5s').for('100ms')],
      ask: { left: query('db', 'select balance from accounts') },
    })

    expect(run.answer('left')).toEqual([{ balance: 80 }])
  })

  test('and another of the same name are told apart by the user', () => {
    const bank = system('bank', {
      users: clients({ rate: '1/s', call: 'db' }),
      db: postgres(),
      copy: postgres(),
    })

    expect(() => simulate(bank, { for: '1s' })).toThrow('two PostgreSQL of this system')
  })
})
