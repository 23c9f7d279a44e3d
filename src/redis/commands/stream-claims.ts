/** Groups of consumers: what is pending for long is given to another. */
import { notAnInteger, syntaxError } from '../protocol/failures.ts'
import { Failure, type Reply } from '../protocol/reply.ts'
import type { Consumer, Group, PendingEntry } from '../values/group.ts'
import { asInteger } from '../values/numbers.ts'
import { idText, isId, parseBound, parseId } from '../values/stream-id.ts'
import type { Stream } from '../values/stream.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'
import { consumerOf } from './stream-group.ts'
import { groupAt } from './stream-pending.ts'
import { entryReply } from './stream-replies.ts'

type Claim = {
  readonly deliveredAt: number
  readonly deliveries: number | undefined
  readonly isForced: boolean
  readonly idsOnly: boolean
  readonly lastId: bigint
}

function claim([key, name, who, idle, ...words]: readonly string[], scene: Scene): Reply {
  const group = groupAt(key, name, scene)
  const stream = scene.db.read(key, 'stream')
  const least = idleOf(idle, 'XCLAIM')
  const optionsAt = words.findIndex(word => !isId(word))
  const ids = words.slice(0, optionsAt < 0 ? words.length : optionsAt).map(id => parseId(id, 0n))
  const wanted = claimOf(words.slice(ids.length), scene.now)
  if (wanted.lastId > group.lastId) group.lastId = wanted.lastId
  const consumer = consumerOf(group, who, scene.now)
  if (stream === undefined) return []
  return ids.flatMap(id => {
    const entry = claimable(stream, group, id, wanted)
    if (entry === undefined || scene.now - entry.deliveredAt < least) return []
    return [taken(stream, group, id, { entry, consumer, wanted })]
  })
}

/** What is pending of an id; what is no more in the stream is pending no more. */
function claimable(
  stream: Stream,
  group: Group,
  id: bigint,
  { isForced }: Claim,
): PendingEntry | undefined {
  const entry = group.pending(id)
  if (stream.find(id) === undefined) {
    group.acknowledge(id)
    return undefined
  }
  if (entry !== undefined || !isForced) return entry
  return { consumer: { name: '', seenAt: 0 }, deliveredAt: 0, deliveries: 0 }
}

type Taking = {
  readonly entry: PendingEntry
  readonly consumer: Consumer
  readonly wanted: Claim
}

function taken(stream: Stream, group: Group, id: bigint, taking: Taking): Reply {
  const { entry, consumer, wanted } = taking
  const deliveries = wanted.deliveries ?? entry.deliveries + (wanted.idsOnly ? 0 : 1)
  group.hand(id, { consumer, deliveredAt: wanted.deliveredAt, deliveries })
  const found = stream.find(id)
  return wanted.idsOnly || found === undefined ? idText(id) : entryReply(found)
}

function claimOf(words: readonly string[], now: number): Claim {
  const options = new Words(words)
  const result: Claim = {
    deliveredAt: now,
    deliveries: undefined,
    isForced: false,
    idsOnly: false,
    lastId: 0n,
  }
  while (options.left > 0) Object.assign(result, claimOption(options, now))
  // Who was handed something in the future would have it for ever.
  return { ...result, deliveredAt: Math.min(now, result.deliveredAt) }
}

function claimOption(options: Words, now: number): Partial<Claim> {
  const written = options.take()
  const option = written.toUpperCase()
  if (option === 'FORCE') return { isForced: true }
  if (option === 'JUSTID') return { idsOnly: true }
  if (options.left === 0) throw unrecognized(written)
  const text = options.take()
  if (option === 'IDLE') return { deliveredAt: now - number(text, 'Invalid IDLE option') }
  if (option === 'TIME') return { deliveredAt: number(text, 'Invalid TIME option') }
  if (option === 'RETRYCOUNT') return { deliveries: number(text, 'Invalid RETRYCOUNT option') }
  if (option === 'LASTID') return { lastId: parseId(text, 0n) }
  throw unrecognized(written)
}

const unrecognized = (option: string): Failure =>
  new Failure(`ERR Unrecognized XCLAIM option '${option}'`)

function number(text: string, what: string): number {
  const value = asInteger(text)
  if (value === undefined) throw new Failure(`ERR ${what} argument for XCLAIM`)
  return Math.max(0, Number(value))
}

const idleOf = (text: string, command: string): number => {
  const value = asInteger(text)
  if (value === undefined) {
    throw new Failure(`ERR Invalid min-idle-time argument for ${command}`)
  }
  return Math.max(0, Number(value))
}

function autoClaim(
  [key, name, who, idle, start, ...words]: readonly string[],
  scene: Scene,
): Reply {
  const least = idleOf(idle, 'XAUTOCLAIM')
  const from = parseBound(start, 'from')
  const { count, idsOnly } = autoOptions(words)
  const group = groupAt(key, name, scene)
  const stream = scene.db.read(key, 'stream')
  if (stream === undefined) return []
  const consumer = consumerOf(group, who, scene.now)
  const wanted = {
    deliveredAt: scene.now,
    deliveries: undefined,
    isForced: false,
    idsOnly,
    lastId: 0n,
  }
  const [claimed, deleted]: [Reply[], Reply[]] = [[], []]
  // Redis looks at ten times as many as are wanted, and no more.
  let [looks, next] = [count * 10, 0n]
  for (const [id, entry] of group.pendingFrom(from)) {
    if (looks-- === 0 || claimed.length + deleted.length >= count) {
      next = id
      break
    }
    if (stream.find(id) === undefined) {
      group.acknowledge(id)
      deleted.push(idText(id))
    } else if (scene.now - entry.deliveredAt >= least) {
      claimed.push(taken(stream, group, id, { entry, consumer, wanted }))
    }
  }
  return [idText(next), claimed, deleted]
}

function autoOptions(words: readonly string[]): { count: number; idsOnly: boolean } {
  const options = new Words(words)
  let [count, idsOnly] = [100, false]
  while (options.left > 0) {
    if (options.left > 1 && options.takeIf('COUNT')) count = countOf(options.take())
    else if (options.takeIf('JUSTID')) idsOnly = true
    else throw syntaxError()
  }
  return { count, idsOnly }
}

function countOf(text: string): number {
  const count = asInteger(text)
  if (count === undefined) throw notAnInteger()
  if (count < 1n) throw new Failure('ERR COUNT must be > 0')
  return Number(count)
}

/** XCLAIM and XAUTOCLAIM. */
export const streamClaims: readonly Row[] = [
  row('xclaim', -6, 'write fast', claim),
  row('xautoclaim', -6, 'write fast', autoClaim),
]
