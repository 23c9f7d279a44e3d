/** A PostgreSQL in virtual time: its clock, its chance, and what the world does to it. */
import { describe, expect, test } from 'vitest'
import type { Work } from '../../src/postgres/surroundings.ts'
import { atBank, codeOf } from './support/bank.ts'
import { START, World } from './support/world.ts'

describe('a server', () => {
  test('answers in the time of the run', async () => {
    const told = await atBank(async ({ client, world }) => {
      const shopper = await client()
      const text = 'select balance, now() from accounts where id = $1'
      const { rows } = await shopper.query(text, ['u1'])
      return { rows, ms: world.elapsed }
    })
    expect(told).toEqual({ rows: [{ balance: 100, now: new Date(START + 4) }], ms: 5 })
  })

  test('says one time throughout a transaction, and the time of the moment beside it', async () => {
    const told = await atBank(async ({ client, world }) => {
      const [one, two] = [await client(), await client()]
      const times = 'select now() as began, clock_timestamp() as now'
      await one.query('begin')
      await world.sleep(50)
      await one.query('select 1')
      await two.query('select 1')
      await world.sleep(50)
      const { began, now } = (await one.query(times)).rows[0]
      return [began.getTime() - START, now.getTime() - START]
    })
    expect(told).toEqual([7, 113])
  })

  test('draws from the run: same seed, same bytes, in a database that was used', async () => {
    const draw = (seed: number): Promise<string> =>
      atBank(
        async ({ client, server }) => {
          const bytes: Uint8Array[] = []
          const connect = server.connect.bind(server)
          server.connect = (send, end) => connect(said => (bytes.push(said), send(said)), end)
          const one = await client()
          await one.query(`insert into orders (account, amount) values ('u1', 1) returning *`)
          await one.query('select random(), gen_random_uuid(), clock_timestamp()')
          return Buffer.concat(bytes).toString('base64')
        },
        { seed },
      )
    const [first, again, other] = [await draw(1), await draw(1), await draw(2)]
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  test('gives the machine its clock back', async () => {
    const before = [Date.now, setTimeout, clearTimeout]
    const real = await atBank(async ({ server }) => {
      server.query('select 1')
      return [Date.now, setTimeout, clearTimeout]
    })
    expect(real).toEqual(before)
  })

  test('turns away who is one too many, and everybody while it is told to', async () => {
    const told = await atBank(
      async ({ client, server }) => {
        const first = await client()
        const tooMany = await codeOf(client())
        server.refuse('57P03')
        await first.end()
        const startingUp = await codeOf(client())
        server.refuse(undefined)
        return [tooMany, startingUp, await codeOf(client())]
      },
      { options: { maxConnections: 1 } },
    )
    expect(told).toEqual(['53300', '57P03', 'no error'])
  })

  test('loses in a crash what was not committed, and its connections', async () => {
    const told = await atBank(async ({ client, server }) => {
      const one = await client()
      await one.query(`insert into orders (account, amount) values ('u1', 1)`)
      await one.query('begin')
      await one.query(`insert into orders (account, amount) values ('u1', 2)`)
      const lost = one.query('select 1').catch((error: Error) => error.message)
      server.crash()
      const { rows } = await (await client()).query('select amount from orders')
      return { lost: await lost, rows }
    })
    expect(told).toEqual({ lost: 'Connection terminated unexpectedly', rows: [{ amount: 1 }] })
  })
})

describe('a standby', () => {
  test('takes over without the commits it has not heard of', async () => {
    const told = await atBank(
      async ({ client, server, world }) => {
        const [one, two] = [await client(), await client()]
        const first = await one.query(
          `insert into orders (account, amount) values ('u1', 1) returning *`,
        )
        await one.query('begin')
        await two.query(`update accounts set balance = balance - $1 where id = 'u2'`, [7])
        await one.query(`insert into orders (account, amount) values ('u1', 2)`)
        await one.query('commit')
        await world.sleep(500)
        await one.query(`insert into orders (account, amount) values ('u1', 3)`)
        await two.query('update accounts set balance = 0')
        const lost = server.failOver()
        const kept = server.query('select * from orders order by id')
        const next = await (await client()).query(
          `insert into orders (account, amount) values ('u1', 4) returning id`,
        )
        return {
          lost,
          same: first.rows[0].key === kept[0].key,
          amounts: kept.map(({ id, amount }) => [id, amount]),
          balances: server.query('select balance from accounts order by id'),
          next: next.rows,
        }
      },
      { options: { replicationLagMs: 100 } },
    )
    expect(told).toEqual({
      lost: 2,
      same: true,
      amounts: [
        [1, 1],
        [2, 2],
      ],
      balances: [{ balance: 100 }, { balance: 93 }],
      next: [{ id: 3 }],
    })
  })

  test('is missed where none was declared', async () => {
    await expect(atBank(async ({ server }) => server.failOver())).rejects.toThrow('no standby')
  })
})

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

  test('fails as the world says, and its transaction with it', async () => {
    const seen: string[] = []
    const begin = (work: Work): void => {
      seen.push(work.sql)
      if (work.sql.startsWith('update')) work.fail('40001', 'could not serialize access')
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

describe('a question of a spec', () => {
  test('is answered at once, in values of JavaScript', async () => {
    const told = await atBank(async ({ server }) => [
      ...server.query('select count(*) as n, true as yes, null as none, $1::int + 1 as two', [1]),
      ...server.query(`select '{"a": [1]}'::jsonb as json, 1.5::float8 as half, 'x' as text`),
    ])
    expect(told).toEqual([
      { n: 1, yes: true, none: null, two: 2 },
      { json: { a: [1] }, half: 1.5, text: 'x' },
    ])
  })

  test('that is wrong says where, and what to write instead', async () => {
    await expect(atBank(async ({ server }) => server.query('select nope'))).rejects.toThrow(
      'PostgreSQL answers: column "nope" does not exist\n  where: query("select nope")',
    )
  })
})
