/** A PostgreSQL in virtual time: its clock, its chance, and who is let in. */
import { describe, expect, test } from 'vitest'
import { startBackend } from '../../src/postgres/backend/start.ts'
import { PostgresServer } from '../../src/postgres/server.ts'
import { atBank, codeOf } from './support/bank.ts'
import { START } from './support/world.ts'

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

  test('refuses a function that sleeps, as its clock stands still within a statement', async () => {
    const told = await atBank(async ({ client, server }) => {
      const nap = 'begin perform pg_sleep(1); return 1; end'
      server.query(`create function nap() returns int language plpgsql as '${nap}'`)
      return codeOf((await client()).query('select nap()'))
    })
    expect(told).toBe('0A000')
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

  test('is refused a database that another has begun with, and may have one by name', async () => {
    const told = await atBank(async ({ server, world }) => {
      const billing = await startBackend({ name: 'billing', schema: 'create table bills (id int)' })
      const second = new PostgresServer(billing, world)
      second.query('insert into bills values (1)')
      const both = [server.query('select id from accounts').length, second.query('table bills')]
      const third = new PostgresServer(billing, world)
      expect(() => second.query('select 1')).toThrow('another server has begun a run with')
      return [...both, third.query('table bills')]
    })
    expect(told).toEqual([2, [{ id: 1 }], []])
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
