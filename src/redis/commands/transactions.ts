/** Transactions: commands that are written down and then happen together, or not at all. */
import { Failure, NO_ARRAY, OK, type Reply, SILENCE } from '../protocol/reply.ts'
import { keyless, row, type Row, type Scene } from './row.ts'

function multi(_: readonly string[], { client }: Scene): Reply {
  if (client.queue !== undefined) throw new Failure('ERR MULTI calls can not be nested')
  client.queue = []
  return OK
}

function discard(_: readonly string[], { client }: Scene): Reply {
  if (client.queue === undefined) throw new Failure('ERR DISCARD without MULTI')
  client.discard()
  return OK
}

function exec(_: readonly string[], scene: Scene): Reply {
  const { client } = scene
  const { queue, isBroken, isDirty } = client
  if (queue === undefined) throw new Failure('ERR EXEC without MULTI')
  client.discard()
  if (isBroken) {
    throw new Failure('EXECABORT Transaction discarded because of previous errors.')
  }
  if (isDirty) return NO_ARRAY
  const answers: Reply[] = []
  client.captured = answers
  for (const words of queue) {
    const found = scene.find(words)
    const answer = found instanceof Failure ? found : scene.perform(client, found)
    if (answer !== SILENCE) answers.push(answer)
  }
  client.captured = undefined
  return answers
}

function watch(keys: readonly string[], { client, db }: Scene): Reply {
  if (client.queue !== undefined) throw new Failure('ERR WATCH inside MULTI is not allowed')
  for (const key of keys) {
    const isWatched = client.watched.some(each => each.keyspace === db && each.key === key)
    if (isWatched) continue
    client.watched.push({ keyspace: db, key })
    db.watch(key, client)
  }
  return OK
}

function unwatch(_: readonly string[], { client }: Scene): Reply {
  client.unwatch()
  return OK
}

/** Commands for transactions. */
export const transactions: readonly Row[] = [
  keyless('multi', 1, 'noscript loading stale fast allow_busy immediate', multi),
  keyless('exec', 1, 'noscript loading stale skip_slowlog immediate', exec),
  keyless('discard', 1, 'noscript loading stale fast allow_busy immediate', discard),
  row('watch', -2, 'noscript loading stale fast allow_busy immediate', watch, [1, -1, 1]),
  keyless('unwatch', 1, 'noscript loading stale fast allow_busy', unwatch),
]
