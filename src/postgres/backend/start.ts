/** Starts the backend of this process, once, before the runs that use it. */
import type * as Package from '@electric-sql/pglite'
import { UsageError } from '../../kernel/errors.ts'
import { Backend } from './backend.ts'
import { checkCompiled, type Pglite } from './module.ts'
import { makeFromNothing } from './reset.ts'

/** What the database holds when a run begins. */
export type BackendOptions = {
  /**
   * The SQL that makes tables, types, functions: what `pg_dump --schema-only` writes, or the
   * migrations one after the other. Default: nothing.
   *
   * @example
   * { schema: readFileSync('schema.sql', 'utf8') }
   */
  readonly schema?: string
  /**
   * The SQL that fills them, again before every run. Default: nothing.
   *
   * @example
   * { seed: "insert into accounts values ('u1', 100)" }
   */
  readonly seed?: string
}

/**
 * Starts a PostgreSQL in this process (two to four seconds, once) and makes the schema in it. When
 * it is called again, the same one is handed out, with the schema that is asked for now.
 *
 * Needs `@electric-sql/pglite`, which is loaded here and nowhere else.
 *
 * @throws UsageError when it is not installed, or when the schema or the seed is wrong
 *
 * @example
 * const backend = await startBackend({ schema: 'create table t (id int primary key)' })
 */
export async function startBackend({
  schema = '',
  seed = '',
}: BackendOptions = {}): Promise<Backend> {
  started ??= start()
  const { pglite, log } = await started
  if (latest?.schema === schema && latest.seed === seed) return latest
  const backend = new Backend(pglite, { schema, seed })
  log.heard = line => backend.heard(line)
  latest = undefined
  makeFromNothing(backend)
  latest = backend
  return backend
}

type Started = { readonly pglite: Pglite; readonly log: { heard: (line: string) => void } }

/** A second one would take another 200 MiB, so it is kept for the life of the process. */
let started: Promise<Started> | undefined
let latest: Backend | undefined

async function start(): Promise<Started> {
  const { PGlite } = await load()
  const log = { heard: (_line: string): void => undefined }
  const onStderr = (line: string): boolean => {
    log.heard(line)
    return false
  }
  const startParams = [...PGlite.defaultStartParams, ...parameters]
  const pglite = await PGlite.create({ startParams, onStderr })
  checkCompiled(pglite.Module as never)
  return { pglite: pglite as never, log }
}

async function load(): Promise<typeof Package> {
  try {
    return await import('@electric-sql/pglite')
  } catch (cause) {
    throw new UsageError({
      what: `PostgreSQL needs the package @electric-sql/pglite, which cannot be loaded: ${cause}`,
      where: 'startBackend',
      fix: 'npm install --save-dev @electric-sql/pglite',
    })
  }
}

/** Transactions are put aside by preparing them, and waits are told by the log. */
const parameters = Object.entries({
  max_prepared_transactions: '250',
  log_lock_waits: 'on',
  deadlock_timeout: '1ms',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`])
