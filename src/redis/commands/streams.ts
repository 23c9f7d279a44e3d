/** Streams: entries that are added, read by their ids, and dropped. */
import { syntaxError, wrongArity } from '../protocol/failures.ts'
import { Failure, NO_ARRAY, OK, type Reply } from '../protocol/reply.ts'
import { exactInteger, integer } from '../values/numbers.ts'
import {
  idText,
  LAST_ID,
  millisecondsOf,
  MOST_HALF,
  numberOf,
  parseBound,
  parseId,
  streamId,
} from '../values/stream-id.ts'
import { Stream } from '../values/stream.ts'
import { Words } from './options.ts'
import { row, type Row, type Scene } from './row.ts'
import { entriesReply } from './stream-replies.ts'
import { trimOptions, trimStream } from './stream-trim.ts'

function add([key, ...words]: readonly string[], { db, now }: Scene): Reply {
  const options = new Words(words)
  let makes = true
  const trim = trimOptions(options, each => {
    if (!each.takeIf('NOMKSTREAM')) return false
    makes = false
    return true
  })
  const wanted = options.left === 0 ? '' : options.take()
  const given = givenId(wanted)
  const fields = options.rest()
  if (fields.length === 0 || fields.length % 2 !== 0) throw wrongArity('xadd')
  if (given === 0n) {
    throw new Failure('ERR The ID specified in XADD must be greater than 0-0')
  }
  const old = db.read(key, 'stream')
  if (old === undefined && !makes) return null
  if (old?.lastId === LAST_ID) {
    throw new Failure('ERR The stream has exhausted the last possible ID, unable to add more items')
  }
  const id = typeof given === 'bigint' ? given : nextId(old?.lastId ?? 0n, BigInt(now), given)
  if (id <= (old?.lastId ?? 0n)) {
    throw new Failure(
      'ERR The ID specified in XADD is equal or smaller than the target stream top item',
    )
  }
  const stream = db.obtain(key, 'stream', () => new Stream())
  stream.append(id, fields)
  if (trim !== undefined) trimStream(stream, trim)
  db.changed(key)
  return idText(id)
}

/** What of an id is left to the server: all of it, or its number within milliseconds. */
type Open = { readonly milliseconds: bigint | undefined }

function givenId(text: string): bigint | Open {
  if (text === '*') return { milliseconds: undefined }
  if (!text.endsWith('-*')) return parseId(text, 0n)
  return { milliseconds: millisecondsOf(parseId(text.slice(0, -2), 0n)) }
}

function nextId(last: bigint, now: bigint, { milliseconds }: Open): bigint {
  const past = millisecondsOf(last)
  const present = milliseconds ?? (now > past ? now : past)
  if (present !== past) return streamId(present, 0n)
  // A clock that was set back, or two entries within a millisecond: the number goes on.
  if (numberOf(last) < MOST_HALF) return streamId(past, numberOf(last) + 1n)
  return milliseconds === undefined ? streamId(past + 1n, 0n) : last
}

/** XRANGE and XREVRANGE. */
const range =
  (isReversed: boolean) =>
  ([key, first, last, ...words]: readonly string[], { db }: Scene): Reply => {
    const from = parseBound(isReversed ? last : first, 'from')
    const to = parseBound(isReversed ? first : last, 'to')
    const options = new Words(words)
    let count = Infinity
    while (options.left > 0) {
      if (options.left < 2 || !options.takeIf('COUNT')) throw syntaxError()
      count = Math.max(0, integer(options.take()))
    }
    const stream = db.read(key, 'stream')
    if (stream === undefined) return []
    if (count === 0) return NO_ARRAY
    if (!isReversed) return entriesReply(stream.range(from, to, count))
    return entriesReply(stream.range(from, to).toReversed().slice(0, count))
  }

const size = ([key]: readonly string[], { db }: Scene): Reply => db.read(key, 'stream')?.size ?? 0

function remove([key, ...ids]: readonly string[], { db }: Scene): Reply {
  const stream = db.read(key, 'stream')
  if (stream === undefined) return 0
  const parsed = ids.map(id => parseId(id, 0n))
  const removed = parsed.filter(id => stream.delete(id)).length
  if (removed > 0) db.changed(key)
  return removed
}

function trim([key, ...words]: readonly string[], { db }: Scene): Reply {
  const options = new Words(words)
  const wanted = trimOptions(options, () => false)
  if (options.left > 0) throw syntaxError()
  if (wanted === undefined) {
    throw new Failure('ERR syntax error, XTRIM must be called with MAXLEN or MINID options')
  }
  const stream = db.read(key, 'stream')
  if (stream === undefined) return 0
  const dropped = trimStream(stream, wanted)
  if (dropped > 0) db.changed(key)
  return dropped
}

function setId([key, text, ...words]: readonly string[], { db }: Scene): Reply {
  const id = parseId(text, 0n)
  const options = new Words(words)
  let [added, maxDeleted]: [bigint | undefined, bigint | undefined] = [undefined, undefined]
  while (options.left > 0) {
    if (options.left > 1 && options.takeIf('ENTRIESADDED')) added = exactInteger(options.take())
    else if (options.left > 1 && options.takeIf('MAXDELETEDID')) {
      maxDeleted = parseId(options.take(), 0n)
    } else throw syntaxError()
  }
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw new Failure('ERR no such key')
  const top = stream.entries.at(-1)?.id ?? 0n
  if (id < top) {
    throw new Failure('ERR The ID specified in XSETID is smaller than the target stream top item')
  }
  stream.lastId = id
  if (added !== undefined) stream.added = added
  if (maxDeleted !== undefined) stream.maxDeletedId = maxDeleted
  db.changed(key)
  return OK
}

/** Commands for the entries of one stream. */
export const streams: readonly Row[] = [
  row('xadd', -5, 'write denyoom fast', add),
  row('xrange', -4, 'readonly', range(false)),
  row('xrevrange', -4, 'readonly', range(true)),
  row('xlen', 2, 'readonly fast', size),
  row('xdel', -3, 'write fast', remove),
  row('xtrim', -4, 'write', trim),
  row('xsetid', -3, 'write denyoom fast', setId),
]
