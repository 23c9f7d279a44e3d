/** From words to an answer: which command it is, whether it may run now, and what comes of it. */
import type { Client } from './client.ts'
import type { Found } from './commands/row.ts'
import { findRow } from './commands/table.ts'
import type { Core } from './core.ts'
import { wrongArity } from './protocol/failures.ts'
import { Failure, type Reply, Status } from './protocol/reply.ts'
import { refusableBy, refusal } from './refusals.ts'
import { Waits } from './waiting.ts'

const QUEUED = new Status('QUEUED')

/** Executes what a connected client has sent, and answers it. */
export function execute(core: Core, client: Client, words: readonly string[]): void {
  const outcome = outcomeOf(core, client, words)
  if (outcome instanceof Waits) core.waiting.add(client, outcome.wait)
  else client.reply(outcome)
}

/** Executes a command of who asks without a connection, and so cannot wait. */
export function ask(core: Core, client: Client, words: readonly string[]): Reply {
  return atOnce(outcomeOf(core, client, words))
}

const atOnce = (outcome: Reply | Waits): Reply =>
  outcome instanceof Waits ? outcome.wait.otherwise : outcome

function outcomeOf(core: Core, client: Client, words: readonly string[]): Reply | Waits {
  core.sweep()
  client.lastAt = core.now()
  const found = findRow(words)
  if (found instanceof Failure) return client.refuse(found)
  const refusal = refusalOf(core, client, found)
  if (refusal !== undefined) return client.refuse(refusal)
  if (client.queue !== undefined && !found.row.flags.has('immediate')) {
    client.queue.push(words)
    return QUEUED
  }
  return perform(core, client, found)
}

function perform(core: Core, client: Client, { row, rest }: Found): Reply | Waits {
  core.commands++
  client.lastCommand = row.name
  const scene = {
    core,
    client,
    db: core.databases[client.database],
    now: core.now(),
    find: findRow,
    isFull: () => isFull(core),
    perform: (who: Client, found: Found) => atOnce(perform(core, who, found)),
  }
  try {
    return row.run(rest, scene)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  } finally {
    if (row.flags.has('write')) {
      core.makeRoom()
      // A group of a stream may be another, and who watches the stream does not mind.
      if (row.keys[0] > 0) core.standby?.changed(scene.db, rest[row.keys[0] - row.words])
    }
  }
}

function refusalOf(core: Core, client: Client, { row, rest }: Found): Failure | undefined {
  const given = rest.length + row.words
  if (row.arity > 0 ? given !== row.arity : given < -row.arity) return wrongArity(row.name)
  if (!client.isTrusted && !row.flags.has('no_auth')) {
    return new Failure('NOAUTH Authentication required.')
  }
  if (client.queue !== undefined && row.flags.has('no_multi')) {
    return new Failure('ERR Command not allowed inside a transaction')
  }
  if (row.flags.has('denyoom') && isFull(core)) return refusal('OOM')
  const refused = client.isConnected ? core.refuses?.(refusableBy(row.flags)) : undefined
  if (refused !== undefined) return refusal(refused)
  if (client.resp === 2 && client.isSubscribed && !row.flags.has('subscribed')) {
    return new Failure(
      `ERR Can't execute '${row.name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / ` +
        'PING / QUIT / RESET are allowed in this context',
    )
  }
  return undefined
}

/** Whether there is no room for more, and none can be made. */
const isFull = ({ ledger, settings }: Core): boolean =>
  settings.eviction === 'noeviction' && ledger.entries >= settings.maxEntries
