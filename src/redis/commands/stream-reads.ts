/** Streams: what is new in several of them, at once or when it comes, alone or in a group. */
import { notAnInteger, syntaxError } from '../protocol/failures.ts'
import { Dictionary, Failure, NO_ARRAY, type Reply } from '../protocol/reply.ts'
import type { Consumer, Group } from '../values/group.ts'
import { asInteger } from '../values/numbers.ts'
import { idText, LAST_ID, parseId } from '../values/stream-id.ts'
import type { Stream } from '../values/stream.ts'
import { Waits } from '../waiting.ts'
import { Words } from './options.ts'
import { keyless, type Row, type Scene } from './row.ts'
import { advance, consumerOf } from './stream-group.ts'
import { entriesReply, entryReply } from './stream-replies.ts'
import { waitInMilliseconds } from './waits.ts'

/** Reads all there is for a key; undefined where there is nothing. */
type Read = (key: string) => readonly Reply[] | undefined

type Options = {
  readonly count: number
  readonly milliseconds: number | undefined
  readonly keepsNothing: boolean
  readonly group: { readonly name: string; readonly consumer: string } | undefined
  readonly keys: readonly string[]
  readonly ids: readonly string[]
}

function read(words: readonly string[], scene: Scene): Reply | Waits {
  const options = optionsOf('xread', words)
  const reads = new Map(
    options.keys.map((key, i) => [key, readAfter(scene, key, options.ids[i], options.count)]),
  )
  return answer(scene, options, reads)
}

function readAfter({ db }: Scene, key: string, id: string, count: number): Read {
  const stream = db.read(key, 'stream')
  if (id === '>') {
    throw new Failure(
      'ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> ' +
        '<consumer> option.',
    )
  }
  const after = id === '$' ? (stream?.lastId ?? 0n) : parseId(id, 0n)
  return () => {
    const entries =
      after === LAST_ID ? [] : db.read(key, 'stream')?.range(after + 1n, LAST_ID, count)
    return entries === undefined || entries.length === 0 ? undefined : entriesReply(entries)
  }
}

function readGroup(words: readonly string[], scene: Scene): Reply | Waits {
  const options = optionsOf('xreadgroup', words)
  const reads = new Map(
    options.keys.map((key, i) => [key, readInGroup(scene, options, key, options.ids[i])]),
  )
  return answer(scene, options, reads)
}

function readInGroup(scene: Scene, options: Options, key: string, id: string): Read {
  const { name, consumer } = options.group ?? { name: '', consumer: '' }
  const { db } = scene
  groupAt(db.read(key, 'stream'), key, name)
  if (id === '$') {
    throw new Failure(
      'ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of ' +
        'this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID ' +
        'would just return an empty result set.',
    )
  }
  const after = id === '>' ? undefined : parseId(id, 0n)
  return () => {
    const stream = db.read(key, 'stream')
    if (stream === undefined) throw new Failure('UNBLOCKED the stream key no longer exists')
    const group = groupAt(stream, key, name)
    const reader = consumerOf(group, consumer, scene.core.now())
    if (after !== undefined) return history(stream, group, { reader, after, count: options.count })
    const fresh = hand(stream, group, { reader, options, now: scene.core.now() })
    if (fresh.length > 0) db.changed(key)
    return fresh.length === 0 ? undefined : fresh
  }
}

function groupAt(stream: Stream | undefined, key: string, name: string): Group {
  const group = stream?.groups.get(name)
  if (group !== undefined) return group
  throw new Failure(
    `NOGROUP No such key '${key}' or consumer group '${name}' in XREADGROUP with GROUP option`,
  )
}

type History = { readonly reader: Consumer; readonly after: bigint; readonly count: number }

/** What a consumer has pending; of what was deleted meanwhile the id alone. */
function history(
  stream: Stream,
  group: Group,
  { reader, after, count }: History,
): readonly Reply[] {
  const found: Reply[] = []
  for (const [id, pending] of group.pendingFrom(after + 1n)) {
    if (found.length >= count) break
    if (pending.consumer !== reader) continue
    const entry = stream.find(id)
    found.push(entry === undefined ? [idText(id), NO_ARRAY] : entryReply(entry))
  }
  return found
}

type Handing = { readonly reader: Consumer; readonly options: Options; readonly now: number }

/** Hands out what nobody of the group has read. */
function hand(stream: Stream, group: Group, { reader, options, now }: Handing): readonly Reply[] {
  if (group.lastId === LAST_ID) return []
  const entries = stream.range(group.lastId + 1n, LAST_ID, options.count)
  for (const { id } of entries) {
    advance(stream, group, id)
    if (!options.keepsNothing) {
      group.hand(id, { consumer: reader, deliveredAt: now, deliveries: 1 })
    }
  }
  return entriesReply(entries)
}

function answer(scene: Scene, options: Options, reads: ReadonlyMap<string, Read>): Reply | Waits {
  const found = [...reads].flatMap(([key, from]): [string, readonly Reply[]][] => {
    const entries = from(key)
    return entries === undefined ? [] : [[key, entries]]
  })
  if (found.length > 0) return byKey(scene, found)
  if (options.milliseconds === undefined) return NO_ARRAY
  return new Waits({
    keyspace: scene.db,
    keys: options.keys,
    milliseconds: options.milliseconds,
    otherwise: NO_ARRAY,
    attempt: key => {
      const entries = reads.get(key)?.(key)
      return entries && byKey(scene, [[key, entries]])
    },
  })
}

/** A map to RESP3; to RESP2 an array of arrays of two. */
const byKey = ({ client }: Scene, found: readonly [string, readonly Reply[]][]): Reply =>
  client.resp === 3 ? new Dictionary(found.flat()) : found

function optionsOf(command: 'xread' | 'xreadgroup', words: readonly string[]): Options {
  const options = new Words(words)
  const result: Omit<Options, 'keys' | 'ids'> = {
    count: Infinity,
    milliseconds: undefined,
    keepsNothing: false,
    group: undefined,
  }
  while (!options.takeIf('STREAMS')) Object.assign(result, optionOf(command, options))
  const rest = options.rest()
  if (rest.length === 0) throw syntaxError()
  if (rest.length % 2 !== 0) throw unbalanced()
  if (command === 'xreadgroup' && result.group === undefined) {
    throw new Failure('ERR Missing GROUP option for XREADGROUP')
  }
  const half = rest.length / 2
  return { ...result, keys: rest.slice(0, half), ids: rest.slice(half) }
}

const unbalanced = (): Failure =>
  new Failure(
    "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be " +
      'specified.',
  )

function optionOf(command: 'xread' | 'xreadgroup', options: Words): Partial<Options> {
  const option = options.option()
  if (option === 'COUNT' && options.left > 0) return { count: countOf(options.take()) }
  if (option === 'BLOCK' && options.left > 0) {
    return { milliseconds: waitInMilliseconds(options.take()) }
  }
  if (option === 'GROUP' && options.left > 1) {
    if (command === 'xreadgroup') return { group: groupOf(options) }
    throw new Failure(
      'ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.',
    )
  }
  if (option !== 'NOACK') throw syntaxError()
  if (command === 'xreadgroup') return { keepsNothing: true }
  throw new Failure(
    'ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.',
  )
}

const groupOf = (options: Words) => ({ name: options.take(), consumer: options.take() })

function countOf(text: string): number {
  const count = asInteger(text)
  if (count === undefined) throw notAnInteger()
  return count <= 0n ? Infinity : Number(count)
}

/** XREAD and XREADGROUP. */
export const streamReads: readonly Row[] = [
  keyless('xread', -4, 'readonly blocking movablekeys', read),
  keyless('xreadgroup', -7, 'write blocking movablekeys', readGroup),
]
