/** Errors the server tells by itself, in PostgreSQL's words where PostgreSQL has some. */
import type { ServerError } from '../wire/answers.ts'

/** For whatever comes in a transaction in which a statement has failed. */
export const aborted: ServerError = {
  sqlState: '25P02',
  message: 'current transaction is aborted, commands ignored until end of transaction block',
}

/** For going back to a savepoint that is not there. */
export const noSavepoint = (name: string): ServerError => ({
  sqlState: '3B001',
  message: `savepoint "${name.replaceAll('"', '')}" does not exist`,
})

/** For a transaction with a snapshot that others' commits have overtaken. */
export const overtaken: ServerError = {
  sqlState: '40001',
  message: 'could not serialize access due to concurrent update',
}

/** For a READ COMMITTED transaction that says something else when it is done again. */
export const cannotResume: ServerError = {
  sqlState: '40001',
  message:
    "gameday's PostgreSQL cannot resume this transaction: other sessions have committed rows " +
    'that a statement of it would now find as well',
  hint: 'Try it again, as after any serialization failure, or name the rows by their key',
}

/** For a wait for a lock that ends as the session has set. */
export const lockTimeout: ServerError = {
  sqlState: '55P03',
  message: 'canceling statement due to lock timeout',
}

/** For a statement that takes longer than the session has set. */
export const statementTimeout: ServerError = {
  sqlState: '57014',
  message: 'canceling statement due to statement timeout',
}

/** For a statement whose client has asked to cancel it. */
export const cancelled: ServerError = {
  sqlState: '57014',
  message: 'canceling statement due to user request',
}

/** For a session that was idle in a transaction for longer than it has set. */
export const idleTimeout: ServerError = {
  sqlState: '25P03',
  message: 'terminating connection due to idle-in-transaction timeout',
  severity: 'FATAL',
}

/** For a statement that waits for another while Flush has already answered a part of it. */
export const blockedAmidFlush = (lock: string): ServerError => ({
  sqlState: '55P03',
  message: `gameday's PostgreSQL cannot wait for ${lock} amid messages that Sync has not ended`,
  hint: 'Fetch rows without a cursor, or all of them at once',
})

/** For a ring of sessions that wait for each other. */
export const deadlock = (ring: readonly { session: number; lock: string }[]): ServerError => ({
  sqlState: '40P01',
  message: 'deadlock detected',
  detail: ring
    .map(({ session, lock }, i) => {
      const blocker = ring[(i + 1) % ring.length].session
      return `Process ${session} waits for ${lock}; blocked by process ${blocker}.`
    })
    .join('\n'),
  hint: 'See server log for query details.',
})

/** For a wait that PostgreSQL would not have, and that has no end. */
export const heldUp = (waits: { session: number; by: number; why: string; ms: number }) => ({
  sqlState: '55P03',
  message:
    `session ${waits.session} has waited ${waits.ms} ms for session ${waits.by}, whose ` +
    `transaction gameday's PostgreSQL cannot put aside: ${waits.why}`,
  hint: `End the transaction of session ${waits.by} before session ${waits.session} is asked`,
})
