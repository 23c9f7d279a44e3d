/** A PostgreSQL of this machine for one spec; it is stopped when the spec is over. */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { onTestFinished } from 'vitest'

const debian = '/usr/lib/postgresql'

/** Where the programs of PostgreSQL are, as Debian and its kind install them, or on the path. */
const programs = [
  ...(existsSync(debian) ? readdirSync(debian).map(version => join(debian, version, 'bin')) : []),
  ...(process.env['PATH'] ?? '').split(':'),
].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))

/** Whether to compare with a PostgreSQL. CI installs one, so there its absence is a failure. */
export const hasPostgres = programs !== undefined || process.env['CI'] === 'true'

if (!hasPostgres) {
  const remedy = 'apt-get install postgresql, and it is compared'
  process.stderr.write(`No PostgreSQL here, so ours is not compared with it: ${remedy}\n`)
}

/** Who it runs as: it refuses to run as root. */
function runner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * After how long it looks for a deadlock: longer than a few statements take, also on a machine that
 * is busy, so that who waited first is who looks, and is refused.
 */
export const DEADLOCK_MS = 1_000

/** Starts one with nothing in it, and answers how to connect to it. */
export async function startReal(): Promise<pg.ClientConfig> {
  const folder = mkdtempSync(join(tmpdir(), 'gameday-postgres-'))
  const user = runner()
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(`${programs}`, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const settings = {
    listen_addresses: '',
    fsync: 'off',
    deadlock_timeout: `${DEADLOCK_MS}ms`,
    timezone: 'UTC',
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(`${programs}`, 'postgres'), ['-D', data, '-k', folder, ...words], {
    ...user,
    stdio: 'ignore',
  })
  onTestFinished(() => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  const config = { host: folder, user: 'postgres', database: 'postgres' }
  await answering(config)
  return config
}

/** Tries until it lets a client in. */
async function answering(config: pg.ClientConfig): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    const client = new pg.Client(config)
    client.on('error', () => undefined)
    const isIn = await client.connect().then(
      () => true,
      () => false,
    )
    if (isIn) return client.end()
    await sleep(20)
  }
  throw new Error('PostgreSQL does not let anybody in')
}
