/** Payments: Hono, a bank behind cockatiel, and the books in PostgreSQL. */
import { Hono } from 'hono'
import { type Asking, bankBehind } from './bank.ts'
import { inTransaction, poolTo } from './pool.ts'

/** How an order is read before it is paid. */
export type Reading =
  /** The mistake: of two who read at a time, each sees an order that is open. */
  | 'select'
  /** Who comes second waits for the first, and sees what that has written. */
  | 'select for update'

/** A payment service. */
export function buildPayments({ reading, asking }: { reading: Reading; asking: Asking }): Hono {
  const books = poolTo('db')
  const bank = bankBehind(asking)
  const lock = reading === 'select for update' ? 'for update' : ''
  const service = new Hono()
  service.onError((error, context) => context.text(error.message, 503))
  service.post('/:id', async context => {
    const id = context.req.param('id')
    await bank.authorise(id)
    await inTransaction(books, async sql => {
      const read = `select cents, status from orders where id = $1 ${lock}`
      const { rows } = await sql.query<{ cents: number; status: string }>(read, [id])
      if (rows[0]?.status !== 'open') return
      const { cents } = rows[0]
      await sql.query("update accounts set cents = cents + $1 where id = 'shop'", [cents])
      await sql.query("update orders set status = 'paid' where id = $1", [id])
    })
    return context.body(null, 204)
  })
  return service
}
