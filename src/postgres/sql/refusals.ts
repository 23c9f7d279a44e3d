/** What one backend for all sessions cannot do, and says so, with what to write instead. */
import type { ServerError } from '../wire/answers.ts'
import type { Statement } from './statements.ts'

/** The error for a statement that is not offered; undefined for all others. */
export function refusalOf({ words, calls }: Statement): ServerError | undefined {
  const [first, second] = words
  const word = second === 'prepared' ? second : first
  const row = Object.hasOwn(refusals, word) ? refusals[word] : undefined
  if (row?.when(words)) return refused(row.what, row.instead)
  const called = calls.find(call => Object.hasOwn(calledRefusals, call))
  return called === undefined ? undefined : refused(`${called}()`, calledRefusals[called])
}

const refused = (what: string, instead: string): ServerError => ({
  sqlState: '0A000',
  message: `${what} is not offered by gameday's PostgreSQL, whose sessions share one backend`,
  hint: instead,
})

type Refusal = {
  readonly what: string
  readonly instead: string
  readonly when: (words: readonly string[]) => boolean
}

const always = (): boolean => true

const listening = 'Poll a table, or put a modelled queue beside the database'
const twoPhases = 'Commit within one session; gameday uses prepared transactions for its own ends'

const refusals: Readonly<Record<string, Refusal | undefined>> = {
  copy: {
    what: 'COPY',
    instead: 'Use INSERT with many VALUES, or INSERT … SELECT FROM unnest($1::int[], …)',
    when: always,
  },
  listen: { what: 'LISTEN', instead: listening, when: always },
  unlisten: { what: 'UNLISTEN', instead: listening, when: always },
  notify: { what: 'NOTIFY', instead: listening, when: always },
  prepare: {
    what: 'PREPARE TRANSACTION',
    instead: twoPhases,
    when: ([, x]) => x === 'transaction',
  },
  prepared: { what: 'A prepared transaction', instead: twoPhases, when: always },
  set: {
    what: 'SET deadlock_timeout',
    instead: 'Say deadlockTimeoutMs where the server is made',
    when: words => words.includes('deadlock_timeout') || words.includes('log_lock_waits'),
  },
  vacuum: { what: 'VACUUM', instead: 'Leave it out: a run is too short to need it', when: always },
  commit: chaining('COMMIT AND CHAIN'),
  rollback: chaining('ROLLBACK AND CHAIN'),
}

function chaining(what: string): Refusal {
  const instead = 'End the transaction, and BEGIN the next'
  return { what, instead, when: words => words.includes('chain') && !words.includes('no') }
}

const advisory =
  'Use pg_advisory_xact_lock or pg_try_advisory_xact_lock, which end with their transaction'

const ending = 'End the connection of the client, or send a CancelRequest, as clients do'

const calledRefusals: Readonly<Record<string, string>> = {
  pg_cancel_backend: ending,
  pg_terminate_backend: ending,
  pg_sleep: 'Give the database a time per statement in the system; nothing may wait in the backend',
  pg_sleep_for: 'Give the database a time per statement in the system',
  pg_sleep_until: 'Give the database a time per statement in the system',
  pg_notify: listening,
  pg_export_snapshot: 'Read within one session',
  pg_advisory_lock: advisory,
  pg_advisory_lock_shared: advisory,
  pg_try_advisory_lock: advisory,
  pg_try_advisory_lock_shared: advisory,
}
