/** XGROUP: groups of consumers are made, moved and dismissed. */
import { syntaxError } from '../protocol/failures.ts'
import { Failure, OK, type Reply } from '../protocol/reply.ts'
import { Group } from '../values/group.ts'
import { exactInteger } from '../values/numbers.ts'
import { parseId } from '../values/stream-id.ts'
import { Stream } from '../values/stream.ts'
import { Words } from './options.ts'
import { container, type Container, row, type Scene } from './row.ts'
import { consumerOf } from './stream-group.ts'

type Place = { readonly stream: Stream; readonly group: Group }

function create([key, name, id, ...words]: readonly string[], { db }: Scene): Reply {
  const { makes, read } = optionsOf(words, true)
  const found = db.read(key, 'stream')
  if (found === undefined && !makes) throw noKey()
  const after = idOf(id, found)
  const stream = db.obtain(key, 'stream', () => new Stream())
  if (stream.groups.has(name)) {
    throw new Failure('BUSYGROUP Consumer Group name already exists')
  }
  stream.groups.set(name, new Group(after, read))
  db.changed(key)
  return OK
}

const idOf = (text: string, stream: Stream | undefined): bigint =>
  text === '$' ? (stream?.lastId ?? 0n) : parseId(text, 0n)

const noKey = (): Failure =>
  new Failure(
    'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to ' +
      'use the MKSTREAM option to create an empty stream automatically.',
  )

function optionsOf(words: readonly string[], mayMake: boolean) {
  const options = new Words(words)
  let [makes, read]: [boolean, bigint | undefined] = [false, undefined]
  while (options.left > 0) {
    if (mayMake && options.takeIf('MKSTREAM')) makes = true
    else if (options.left > 1 && options.takeIf('ENTRIESREAD')) read = readOf(options.take())
    else throw syntaxError()
  }
  return { makes, read }
}

function readOf(text: string): bigint | undefined {
  const read = exactInteger(text)
  if (read < -1n) {
    throw new Failure('ERR value for ENTRIESREAD must be positive or -1')
  }
  return read === -1n ? undefined : read
}

function placeOf(key: string, name: string, { db }: Scene): Place {
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw noKey()
  const group = stream.groups.get(name)
  if (group !== undefined) return { stream, group }
  throw new Failure(`NOGROUP No such consumer group '${name}' for key name '${key}'`)
}

function setId([key, name, id, ...words]: readonly string[], scene: Scene): Reply {
  const { read } = optionsOf(words, false)
  const { stream, group } = placeOf(key, name, scene)
  group.lastId = idOf(id, stream)
  group.read = read
  return OK
}

function destroy([key, name]: readonly string[], { db }: Scene): Reply {
  const stream = db.read(key, 'stream')
  if (stream === undefined) throw noKey()
  if (!stream.groups.delete(name)) return 0
  // Whoever waits for this group learns that it is no more.
  db.changed(key)
  return 1
}

function createConsumer([key, name, consumer]: readonly string[], scene: Scene): Reply {
  const { group } = placeOf(key, name, scene)
  if (group.consumers.has(consumer)) return 0
  consumerOf(group, consumer, scene.now)
  return 1
}

function deleteConsumer([key, name, consumer]: readonly string[], scene: Scene): Reply {
  const { group } = placeOf(key, name, scene)
  const found = group.consumers.get(consumer)
  return found === undefined ? 0 : group.dismiss(found)
}

/** XGROUP. */
export const streamGroups: Container = container('xgroup', [
  row('xgroup|create', -5, 'write denyoom', create, [2, 2, 1]),
  row('xgroup|setid', -5, 'write', setId, [2, 2, 1]),
  row('xgroup|destroy', 4, 'write', destroy, [2, 2, 1]),
  row('xgroup|createconsumer', 5, 'write denyoom', createConsumer, [2, 2, 1]),
  row('xgroup|delconsumer', 5, 'write', deleteConsumer, [2, 2, 1]),
])
