/** postgres.js: its own pool, its back-off, tagged templates and a transaction. */
import postgres from 'postgres'
import { keepingInPostgres } from '../support/keeping.ts'

/** Moves money in a transaction, and reads it beside. */
export const postgresJs = keepingInPostgres(() => {
  const sql = postgres('postgres://app:secret@store/shop', {
    max: 2,
    connect_timeout: 1,
    backoff: attempts => attempts * 0.1,
  })
  return async n => {
    const [{ balance }] = await sql.begin(
      tx => tx`update accounts set balance = balance + ${n} where id = 'bob' returning balance`,
    )
    const [{ all }] = await sql`select sum(balance)::int as all from accounts`
    return [balance, all]
  }
})
