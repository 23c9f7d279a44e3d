/** mysql2 on both sides: a server of the user's that speaks its protocol, and a pool that asks. */
import { type Connection, createServer } from 'mysql2'
import { createPool, type RowDataPacket } from 'mysql2/promise'
import { app } from '../../../src/code/index.ts'
import {
  clients,
  crash,
  partition,
  resetConnections,
  simulate,
  system,
} from '../../../src/index.ts'
import { cameOf, type Note, type Story } from '../support/story.ts'

/** The number of UTF-8 in the protocol, and that of an integer. */
const UTF8 = 45
const INTEGER = 3

const count = { catalog: 'def', schema: 'shop', table: 'orders', orgTable: 'orders', name: 'count' }
const type = { columnType: INTEGER, characterSet: UTF8, columnLength: 11, flags: 1, decimals: 0 }
const columns = [{ ...count, orgName: 'count', ...type }]

/** Keeps orders in memory: `insert` adds one, anything else asks how many there are. */
function shopOn(connection: Connection, orders: string[]): void {
  connection.on('error', () => {})
  connection.serverHandshake({
    protocolVersion: 10,
    serverVersion: '8.0.0',
    connectionId: 1,
    statusFlags: 2,
    characterSet: UTF8,
    capabilityFlags: 0xff_f7ff,
  })
  connection.on('query', (sql: string) => {
    setTimeout(() => {
      if (!sql.startsWith('insert')) {
        return connection.writeTextResult([{ count: orders.length }], columns)
      }
      orders.push(sql)
      connection.writeOk({ affectedRows: 1, insertId: orders.length })
    }, 2)
  })
}

const server = (): void => {
  const orders: string[] = []
  createServer(connection => shopOn(connection, orders)).listen(3306)
}

type Counted = RowDataPacket & { readonly count: number }

/** Adds an order, and asks how many there are; gives up a query after 300 ms. */
function counting(): (n: number) => Promise<unknown> {
  const pool = createPool({ host: 'db', user: 'app', password: 'secret', connectionLimit: 2 })
  return async n => {
    await pool.query({ sql: 'insert into orders values (?)', values: [n], timeout: 300 })
    const [[row]] = await pool.query<Counted[]>({ sql: 'select count', timeout: 300 })
    return row.count
  }
}

const web = (note: Note) =>
  app(
    () => {
      const counts = counting()
      return async (request: Request) => {
        const { n } = (await request.json()) as { n: number }
        note([n, await cameOf(counts(n))])
        return new Response()
      }
    },
    { calls: ['db'] },
  )

/**
 * The server is 2 ms away and takes 2 ms. It is asked every half second; after 1.2 s it crashes for
 * 500 ms, and forgets; after 3.2 s nothing gets through for 600 ms; and what is open at 5.51 s is
 * reset.
 */
export const mysql2: Story = async (note, seed) => {
  const shop = system(
    'shop',
    {
      users: clients({
        rate: '2/s',
        arrivals: 'steady',
        requests: 14,
        call: 'web',
        timeout: '30s',
        request: ({ n }) => ({ method: 'POST', path: '/', body: { n } }),
      }),
      web: web(note),
      db: app(server),
    },
    { network: { 'web->db': '2ms' } },
  )
  const faults = [
    crash('db', { refuse: true }).at('1.2s').for('500ms'),
    partition('web->db').at('3.2s').for('600ms'),
    resetConnections('web->db').at('5.51s').for('10ms'),
  ]
  return simulate(shop, { for: '20s', seed, trace: true, faults })
}
