/** pg: a pool, its time-outs, and a transaction that is rolled back. */
import postgresql from 'pg'
import { keepingInPostgres } from '../support/keeping.ts'

/** Moves money from one account to the other, as long as there is some. */
export const pg = keepingInPostgres(note => {
  const pool = new postgresql.Pool({
    connectionString: 'postgres://app:secret@store/shop',
    max: 2,
    connectionTimeoutMillis: 300,
    query_timeout: 450,
    idleTimeoutMillis: 5_000,
  })
  pool.on('error', error => note(error.message))
  return async () => {
    const client = await pool.connect()
    client.on('error', () => {})
    let broken: unknown
    try {
      await client.query('begin')
      await client.query("update accounts set balance = balance - 20 where id = 'ada'")
      const text = 'update accounts set balance = balance + $1 where id = $2 returning balance'
      const { rows } = await client.query<{ balance: number }>(text, [20, 'bob'])
      await client.query('commit')
      return rows[0].balance
    } catch (error) {
      broken = error
      throw error
    } finally {
      client.release(broken !== undefined)
    }
  }
})
