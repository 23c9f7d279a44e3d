/** Whether the server answers as PostgreSQL does: one script, told to both. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { startBackend } from '../../src/postgres/backend/start.ts'
import { PostgresServer } from '../../src/postgres/server.ts'
import { hasPostgres, startReal } from './support/real.ts'
import { chapters, schema } from './support/script.ts'
import { type Place, tell } from './support/telling.ts'
import { World } from './support/world.ts'

describe.runIf(hasPostgres)('what two sessions are told', () => {
  it('is what PostgreSQL tells them, in 200 statements and more', async () => {
    const config = await startReal()
    const real: string[] = []
    const ours: string[] = []
    for (const [name, script] of Object.entries(chapters)) {
      real.push(name, ...(await toldByReal(config, script)))
      ours.push(name, ...(await toldByOurs(script)))
    }
    expect(ours.length).toBeGreaterThan(200)
    expect(ours).toEqual(real)
  })
})

async function toldByReal(config: pg.ClientConfig, script: string): Promise<string[]> {
  const [a, b, onlooker] = await Promise.all(
    [0, 1, 2].map(async () => {
      const client = new pg.Client(config)
      client.on('error', () => undefined)
      await client.connect()
      return client
    }),
  )
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
        await sleep(5)
      }
    },
    pause: () => sleep(1_500),
  }
  const lines = await tell(script, place)
  await Promise.all([a, b, onlooker].map(client => client.end()))
  return lines
}

async function toldByOurs(script: string): Promise<string[]> {
  const world = new World()
  const backend = await startBackend({ schema })
  const server = new PostgresServer(backend, world, { deadlockTimeoutMs: 50 })
  return world.play(async () => {
    const [a, b] = [0, 1].map(() => new pg.Client({ stream: () => world.connect(server) }))
    await Promise.all([a.connect(), b.connect()])
    const settled: Place['settled'] = async (_client, answered) => {
      if (!answered()) await world.sleep(5)
    }
    return tell(script, { sessions: { a, b }, settled, pause: () => world.sleep(1_500) })
  })
}
