/** knex: its own pool (tarn), whose time-out is for a connection, and transactions. */
import create from 'knex'
import { keepingInPostgres } from '../support/keeping.ts'

/** Moves money in a transaction, and reads what is left. */
export const knex = keepingInPostgres(() => {
  const db = create({
    client: 'pg',
    connection: { host: 'store', user: 'app', password: 'secret', database: 'shop' },
    pool: { min: 0, max: 2 },
    acquireConnectionTimeout: 350,
  })
  return () =>
    db.transaction(async tx => {
      await tx('accounts').where({ id: 'ada' }).decrement('balance', 5)
      const [bob] = await tx('accounts')
        .where({ id: 'bob' })
        .increment('balance', 5)
        .returning<{ balance: number }[]>('balance')
      return bob.balance
    })
})
