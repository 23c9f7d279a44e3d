/** What the server says of itself: INFO, and what else clients ask before they begin. */
import { Failure, OK, type Reply, Verbatim } from '../protocol/reply.ts'
import type { Core } from '../core.ts'
import { VERSION } from '../settings.ts'
import { syntaxError } from '../protocol/failures.ts'
import { container, type Container, keyless, type Row, type Scene } from './row.ts'

type Section = (core: Core, now: number) => Readonly<Record<string, string | number>>

/** Sections of INFO, of which each tells what a client may go by. */
const sections: Readonly<Record<string, Section>> = {
  Server: (core, now) => ({
    redis_version: VERSION,
    redis_mode: 'standalone',
    os: 'virtual',
    arch_bits: 64,
    process_id: 1,
    tcp_port: 6379,
    uptime_in_seconds: Math.floor((now - core.since) / 1000),
    uptime_in_days: Math.floor((now - core.since) / 86_400_000),
  }),
  Clients: core => ({
    connected_clients: core.clients.size,
    blocked_clients: core.waiting.size,
  }),
  Memory: core => ({
    used_memory: core.ledger.entries * 64,
    maxmemory: 0,
    maxmemory_policy: core.settings.eviction,
  }),
  Persistence: () => ({ loading: 0, async_loading: 0, aof_enabled: 0 }),
  Stats: core => ({
    total_connections_received: core.connections,
    total_commands_processed: core.commands,
  }),
  Replication: () => ({ role: 'master', connected_slaves: 0 }),
  Cluster: () => ({ cluster_enabled: 0 }),
  Keyspace: core => keyspaceSection(core),
}

function keyspaceSection({ databases }: Core): Record<string, string> {
  const rows = databases.map((db, i): [string, string] => [
    `db${i}`,
    `keys=${db.size},expires=${db.expiring},avg_ttl=0`,
  ])
  return Object.fromEntries(rows.filter((_, i) => databases[i].size > 0))
}

function info(words: readonly string[], { core, now }: Scene): Reply {
  const wanted = words.map(word => word.toLowerCase())
  const isAll =
    wanted.length === 0 || ['all', 'default', 'everything'].some(w => wanted.includes(w))
  const shown = Object.entries(sections).filter(
    ([name]) => isAll || wanted.includes(name.toLowerCase()),
  )
  const texts = shown.map(([name, section]) => {
    const lines = Object.entries(section(core, now)).map(([key, value]) => `${key}:${value}\r\n`)
    return `# ${name}\r\n${lines.join('')}`
  })
  return new Verbatim(texts.join('\r\n'))
}

function databaseSize(_: readonly string[], { db }: Scene): Reply {
  return db.size
}

function flush([word, ...more]: readonly string[], forget: () => void): Reply {
  const option = word?.toUpperCase()
  if (more.length > 0 || (option !== undefined && option !== 'SYNC' && option !== 'ASYNC')) {
    throw syntaxError()
  }
  forget()
  return OK
}

const flushAll = (words: readonly string[], { core }: Scene): Reply =>
  flush(words, () => core.clear())

const flushDatabase = (words: readonly string[], { db }: Scene): Reply =>
  flush(words, () => db.clear())

/** Seconds, and microseconds, of which only whole milliseconds are known. */
const time = (_: readonly string[], { now }: Scene): Reply => [
  String(Math.floor(now / 1000)),
  String((now % 1000) * 1000),
]

const role = (): Reply => ['master', 0, []]

const lastSave = (_: readonly string[], { core }: Scene): Reply => Math.floor(core.since / 1000)

/** Commands that ask the server about itself. */
export const serverCommands: readonly Row[] = [
  keyless('info', -1, 'loading stale', info),
  keyless('dbsize', 1, 'readonly fast', databaseSize),
  keyless('flushall', -1, 'write', flushAll),
  keyless('flushdb', -1, 'write', flushDatabase),
  keyless('time', 1, 'loading stale fast', time),
  keyless('role', 1, 'noscript loading stale fast', role),
  keyless('lastsave', 1, 'loading stale fast', lastSave),
]

const noCluster = (): Reply => {
  throw new Failure('ERR This instance has cluster support disabled')
}

/** Containers that clients ask, of which a server of one machine has little to say. */
export const emptyHanded: readonly Container[] = [
  container('cluster', [
    keyless('cluster|info', 2, 'stale', noCluster),
    keyless('cluster|slots', 2, 'stale', noCluster),
    keyless('cluster|shards', 2, 'stale', noCluster),
    keyless('cluster|nodes', 2, 'stale', noCluster),
  ]),
  container('slowlog', [
    keyless('slowlog|get', -2, 'admin loading stale', () => []),
    keyless('slowlog|len', 2, 'admin loading stale', () => 0),
    keyless('slowlog|reset', 2, 'admin loading stale', () => OK),
  ]),
  container('module', [keyless('module|list', 2, 'admin noscript', () => [])]),
  container('acl', [keyless('acl|whoami', 2, 'noscript loading stale', () => 'default')]),
]
