/** A PostgreSQL in virtual time, asked by `pg`. */
import { describe, expect, test } from 'vitest'
import { atBank } from './support/bank.ts'
import { START } from './support/world.ts'

describe('a server', () => {
  test('answers a client in the time of the run', async () => {
    const told = await atBank(async ({ client, world }) => {
      const shopper = await client()
      const { rows } = await shopper.query('select balance, now() from accounts where id = $1', [
        'u1',
      ])
      return { rows, ms: world.elapsed }
    })
    expect(told).toEqual({ rows: [{ balance: 100, now: new Date(START + 4) }], ms: 5 })
  })

  test('loses an update when two transactions read before either writes', async () => {
    const told = await atBank(async ({ pool, server, world }) => {
      const buyers = pool()
      const buy = async (): Promise<string> => {
        const buyer = await buyers.connect()
        await buyer.query('begin')
        const { rows } = await buyer.query(`select balance from accounts where id = 'u1'`)
        await world.sleep(20)
        if (rows[0].balance < 100) return 'too poor'
        await buyer.query('update accounts set balance = $1', [rows[0].balance - 100])
        await buyer.query(`insert into orders (account, amount) values ('u1', 100)`)
        await buyer.query('commit')
        buyer.release()
        return 'bought'
      }
      const both = await Promise.all([buy(), buy()])
      return { both, orders: server.query('select id, amount, at from orders') }
    })
    expect(told).toMatchInlineSnapshot(`
      {
        "both": [
          "bought",
          "bought",
        ],
        "orders": [
          {
            "amount": 100,
            "at": "2030-01-01 00:00:00.004+00",
            "id": 1,
          },
          {
            "amount": 100,
            "at": "2030-01-01 00:00:00.004+00",
            "id": 2,
          },
        ],
      }
    `)
  })
})
