/** CLIENT: what the server knows of its clients. */
import { syntaxError } from '../protocol/failures.ts'
import { Failure, OK, type Reply, SILENCE, Verbatim } from '../protocol/reply.ts'
import type { Client } from '../client.ts'
import { asInteger, integer } from '../values/numbers.ts'
import { nameClient } from './connection.ts'
import { Words } from './options.ts'
import { container, type Container, keyless, type Scene } from './row.ts'

const id = (_: readonly string[], { client }: Scene): Reply => client.id

const name = (_: readonly string[], { client }: Scene): Reply => client.name || null

function setName([given]: readonly string[], { client }: Scene): Reply {
  nameClient(client, given)
  return OK
}

function info(_: readonly string[], { client, now }: Scene): Reply {
  return new Verbatim(`${describe(client, now)}\n`)
}

function list(words: readonly string[], { core, now }: Scene): Reply {
  const wanted = wantedOf(words)
  const clients = [...core.clients.values()].filter(wanted)
  return new Verbatim(clients.map(client => `${describe(client, now)}\n`).join(''))
}

function wantedOf(words: readonly string[]): (client: Client) => boolean {
  const options = new Words(words)
  if (options.left === 0) return () => true
  if (options.left > 1 && options.takeIf('TYPE')) return ofType(options.take())
  if (options.left < 2 || !options.takeIf('ID')) throw syntaxError()
  const ids = options.rest().map(text => Number(asInteger(text) ?? invalidId()))
  return client => ids.includes(client.id)
}

function invalidId(): never {
  throw new Failure('ERR Invalid client ID')
}

function ofType(type: string): (client: Client) => boolean {
  const word = type.toLowerCase()
  if (!['normal', 'master', 'replica', 'slave', 'pubsub'].includes(word)) {
    throw new Failure(`ERR Unknown client type '${type}'`)
  }
  return client => word === (client.isSubscribed ? 'pubsub' : 'normal')
}

/** A line of CLIENT LIST; what belongs to sockets and memory is nought. */
function describe(client: Client, now: number): string {
  const { channels, patterns, shardChannels } = client.subscriptions
  const known = {
    id: client.id,
    addr: `127.0.0.1:${client.id}`,
    laddr: '127.0.0.1:6379',
    fd: client.id,
    name: client.name,
    age: Math.floor((now - client.since) / 1000),
    idle: Math.floor((now - client.lastAt) / 1000),
    flags: flagsOf(client),
    db: client.database,
    sub: channels.size,
    psub: patterns.size,
    ssub: shardChannels.size,
    multi: client.queue === undefined ? -1 : client.queue.length,
    cmd: client.lastCommand,
    user: 'default',
    resp: client.resp,
  }
  return Object.entries(known)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
}

function flagsOf(client: Client): string {
  const flags = [
    client.isSubscribed && 'P',
    client.queue !== undefined && 'x',
    client.waiter !== undefined && 'b',
  ].filter(Boolean)
  return flags.join('') || 'N'
}

function reply([word]: readonly string[], { client }: Scene): Reply {
  const option = word.toUpperCase()
  if (option === 'ON') {
    client.replies = 'on'
    return OK
  }
  if (option === 'OFF') client.replies = 'off'
  else if (option !== 'SKIP') throw syntaxError()
  else if (client.replies === 'on') client.replies = 'skip'
  return SILENCE
}

function kill(words: readonly string[], scene: Scene): Reply {
  const options = new Words(words)
  const isOld = words.length === 1
  const address = isOld ? options.take() : undefined
  const ids = new Set<number>()
  while (options.left > 1) {
    if (!options.takeIf('ID')) throw syntaxError()
    ids.add(positiveId(options.take()))
  }
  const victims = [...scene.core.clients.values()].filter(
    ({ id }) => ids.has(id) || `127.0.0.1:${id}` === address,
  )
  if (isOld && victims.length === 0) throw new Failure('ERR No such client')
  for (const victim of victims) {
    // Who kills itself hears of it first.
    if (victim === scene.client) victim.isEnding = true
    else scene.core.hangUp(victim)
  }
  return isOld ? OK : victims.length
}

function positiveId(text: string): number {
  const id = asInteger(text)
  if (id === undefined || id < 1n) throw new Failure('ERR client-id should be greater than 0')
  return Number(id)
}

function unblock([text, how = 'TIMEOUT']: readonly string[], { core }: Scene): Reply {
  const word = how.toUpperCase()
  if (word !== 'TIMEOUT' && word !== 'ERROR') {
    throw new Failure('ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR')
  }
  const victim = core.clients.get(integer(text))
  if (victim?.waiter === undefined) return 0
  const error = new Failure('UNBLOCKED client unblocked via CLIENT UNBLOCK')
  victim.waiter.end(word === 'ERROR' ? error : victim.waiter.otherwise)
  return 1
}

function noEvict([word]: readonly string[]): Reply {
  if (!['ON', 'OFF'].includes(word.toUpperCase())) throw syntaxError()
  return OK
}

const own = 'noscript loading stale'
const others = `admin ${own}`

/** CLIENT. */
export const clientCommands: Container = container('client', [
  keyless('client|id', 2, own, id),
  keyless('client|getname', 2, own, name),
  keyless('client|setname', 3, own, setName),
  keyless('client|info', 2, own, info),
  keyless('client|list', -2, others, list),
  keyless('client|reply', 3, own, reply),
  keyless('client|kill', -3, others, kill),
  keyless('client|unblock', -3, others, unblock),
  keyless('client|no-evict', 3, others, noEvict),
])
