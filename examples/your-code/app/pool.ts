/** A pool of pg, as all services here have one. */
import pg from 'pg'

/** Connections to a database, of which some may break: they are made anew. */
export function poolTo(host: string): pg.Pool {
  const pool = new pg.Pool({ host, user: 'shop', database: 'shop', password: 'secret', max: 8 })
  pool.on('error', () => {}) // a connection that nobody uses has broken
  return pool
}

const ignored = (): void => {}

/** Does something in a transaction, which is rolled back when that fails. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  client.on('error', ignored) // between two statements nobody else hears that it has broken
  let broken: unknown
  try {
    await client.query('begin')
    const done = await work(client)
    await client.query('commit')
    return done
  } catch (error) {
    broken = error
    throw error
  } finally {
    client.off('error', ignored)
    client.release(broken !== undefined) // a connection that failed is not used again
  }
}
