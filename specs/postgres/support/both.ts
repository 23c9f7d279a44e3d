/** One script told to a PostgreSQL and to the server, each with fresh tables. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startBackend } from '../../../src/postgres/backend/start.ts'
import { PostgresServer } from '../../../src/postgres/server.ts'
import { DEADLOCK_MS } from './real.ts'
import { schema } from './script.ts'
import { type Place, tell } from './telling.ts'
import { World } from './world.ts'

/** Far longer than it takes until both have looked for a deadlock. */
const PAUSE_MS = 3 * DEADLOCK_MS

/** What a PostgreSQL answers. */
export async function toldByReal(config: pg.ClientConfig, script: string): Promise<string[]> {
  const [a, b, onlooker] = await Promise.all([0, 1, 2].map(() => connected(config)))
  await onlooker.query(`drop schema public cascade; create schema public; ${schema}`)
  const pids = new Map<pg.Client, number>()
  for (const client of [a, b]) {
    const { rows } = await client.query('select pg_backend_pid() as pid')
    pids.set(client, rows[0].pid)
  }
  const waits = `select 1 from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`
  const place: Place = {
    sessions: { a, b },
    async settled(client, answered) {
      // What was just let go on may still be told to wait, for a moment.
      for (let seen = 0; seen < 5 && !answered(); ) {
        const { rowCount } = await onlooker.query(waits, [pids.get(client)])
        seen = rowCount === 1 ? seen + 1 : 0
        await sleep(4)
      }
    },
    pause: () => sleep(PAUSE_MS),
  }
  const lines = await tell(script, place)
  await Promise.all([a, b, onlooker].map(client => client.end()))
  return lines
}

async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** What the server answers. */
export async function toldByOurs(script: string): Promise<string[]> {
  const world = new World()
  const backend = await startBackend({ schema })
  const server = new PostgresServer(backend, world, { deadlockTimeoutMs: DEADLOCK_MS })
  return world.play(async () => {
    const [a, b] = [0, 1].map(() => new pg.Client({ stream: () => world.connect(server) }))
    await Promise.all([a.connect(), b.connect()])
    const settled: Place['settled'] = async (_client, answered) => {
      if (!answered()) await world.sleep(5)
    }
    return tell(script, { sessions: { a, b }, settled, pause: () => world.sleep(PAUSE_MS) })
  })
}
