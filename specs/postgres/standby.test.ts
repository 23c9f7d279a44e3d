/** A standby that is behind: what it has not heard of is lost when it takes over. */
import { describe, expect, test } from 'vitest'
import { atBank } from './support/bank.ts'

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
