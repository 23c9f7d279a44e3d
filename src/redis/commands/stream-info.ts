/** XINFO: what is known of a stream, its groups and their consumers. */
import { noSuchKey } from '../protocol/failures.ts'
import { Dictionary, Failure, type Reply } from '../protocol/reply.ts'
import { integer } from '../values/numbers.ts'
import type { Consumer, Group } from '../values/group.ts'
import { idText } from '../values/stream-id.ts'
import type { Stream, StreamEntry } from '../values/stream.ts'
import { Words } from './options.ts'
import { container, type Container, row, type Scene } from './row.ts'
import { byName, lagOf } from './stream-group.ts'
import { entriesReply, entryReply } from './stream-replies.ts'

function streamAt(key: string, { db }: Scene): Stream {
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw noSuchKey()
  return stream
}

function aboutStream([key, ...words]: readonly string[], scene: Scene): Reply {
  const count = fullCount(words)
  const stream = streamAt(key, scene)
  const [first, last] = [stream.entries[0], stream.entries.at(-1)]
  const known = {
    length: stream.size,
    'radix-tree-keys': stream.nodes,
    'radix-tree-nodes': stream.nodes + 1,
    'last-generated-id': idText(stream.lastId),
    'max-deleted-entry-id': idText(stream.maxDeletedId),
    'entries-added': stream.added,
    'recorded-first-entry-id': idText(first?.id ?? 0n),
  }
  if (count !== undefined) return Dictionary.of({ ...known, ...inFull(stream, count) })
  const edges: Record<string, Reply> = { 'first-entry': edge(first), 'last-entry': edge(last) }
  return Dictionary.of({ ...known, groups: stream.groups.size, ...edges })
}

const edge = (entry: StreamEntry | undefined): Reply =>
  entry === undefined ? null : entryReply(entry)

/** How many entries FULL shows; undefined without it. */
function fullCount(words: readonly string[]): number | undefined {
  const options = new Words(words)
  if (options.left === 0) return undefined
  const isFull = options.takeIf('FULL')
  if (isFull && options.left === 0) return 10
  if (!isFull || options.left !== 2 || !options.takeIf('COUNT')) {
    throw new Failure(
      "ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.",
    )
  }
  const count = integer(options.take())
  return count < 0 ? 10 : count || Infinity
}

function inFull(stream: Stream, count: number): Record<string, Reply> {
  const groups = byName(stream.groups).map(([name, group]) =>
    groupInFull(stream, name, group, count),
  )
  return { entries: entriesReply(stream.entries.slice(0, count)), groups }
}

function groupInFull(stream: Stream, name: string, group: Group, count: number): Reply {
  const consumers = byName(group.consumers).map(([consumerName, consumer]) =>
    Dictionary.of({
      name: consumerName,
      'seen-time': consumer.seenAt,
      'pel-count': group.pendingOf(consumer),
      pending: pendingShown(group, count, consumer),
    }),
  )
  return Dictionary.of({
    name,
    'last-delivered-id': idText(group.lastId),
    'entries-read': group.read ?? null,
    lag: lagOf(stream, group) ?? null,
    'pel-count': group.pendingCount,
    pending: pendingShown(group, count),
    consumers,
  })
}

/** What is pending, of one consumer or of all, who are then named. */
function pendingShown(group: Group, count: number, only?: Consumer): Reply {
  return [...group.pendingFrom(0n)]
    .filter(([, entry]) => only === undefined || entry.consumer === only)
    .slice(0, count)
    .map(([id, { consumer, deliveredAt, deliveries }]) => {
      const owner = only === undefined ? [consumer.name] : []
      return [idText(id), ...owner, deliveredAt, deliveries]
    })
}

function aboutGroups([key]: readonly string[], scene: Scene): Reply {
  const stream = streamAt(key, scene)
  return byName(stream.groups).map(([name, group]) =>
    Dictionary.of({
      name,
      consumers: group.consumers.size,
      pending: group.pendingCount,
      'last-delivered-id': idText(group.lastId),
      'entries-read': group.read ?? null,
      lag: lagOf(stream, group) ?? null,
    }),
  )
}

function aboutConsumers([key, name]: readonly string[], scene: Scene): Reply {
  const group = streamAt(key, scene).groups.get(name)
  if (group === undefined) {
    throw new Failure(`NOGROUP No such consumer group '${name}' for key name '${key}'`)
  }
  return byName(group.consumers).map(([consumerName, consumer]) => {
    const idle = Math.max(0, scene.now - consumer.seenAt)
    return Dictionary.of({ name: consumerName, pending: group.pendingOf(consumer), idle })
  })
}

/** XINFO. */
export const streamInfo: Container = container('xinfo', [
  row('xinfo|stream', -3, 'readonly', aboutStream, [2, 2, 1]),
  row('xinfo|groups', 3, 'readonly', aboutGroups, [2, 2, 1]),
  row('xinfo|consumers', 4, 'readonly', aboutConsumers, [2, 2, 1]),
])
