/** drizzle-orm over a pool of pg: queries in types, and a transaction with a savepoint. */
import { eq, sql } from 'drizzle-orm'
import { drizzle as over } from 'drizzle-orm/node-postgres'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import postgresql from 'pg'
import { keepingInPostgres } from '../support/keeping.ts'

const accounts = pgTable('accounts', { id: text().primaryKey(), balance: integer().notNull() })

/** Adds a new account beside a change, and takes the change back where the account is there. */
export const drizzle = keepingInPostgres(note => {
  const pool = new postgresql.Pool({
    host: 'store',
    user: 'app',
    password: 'secret',
    connectionTimeoutMillis: 300,
  })
  pool.on('error', error => note(error.message))
  const db = over(pool)
  return n =>
    db.transaction(async tx => {
      const isFor = eq(accounts.id, 'bob')
      await tx.update(accounts).set({ balance: sql`balance + 1` }).where(isFor)
      const added = tx.transaction(inner =>
        inner.insert(accounts).values({ id: `u${n % 3}`, balance: n }),
      )
      await added.catch(() => undefined)
      const [bob] = await tx.select().from(accounts).where(isFor)
      return [bob.balance, await tx.$count(accounts)]
    })
})
