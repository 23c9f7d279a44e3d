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
  /**
   * Which of several databases of one run this is. Each takes 200 MiB and seconds to start, once.
   * Default: `main`.
   *
   * @example
   * { name: 'billing' }
   */
  readonly name?: string
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
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const { schema = '', seed = '', name = 'main' } = options
  const starting = started.get(name) ?? start()
  started.set(name, starting)
  const running = await starting
  const { latest } = running
  if (latest?.schema === schema && latest.seed === seed) return latest
  const backend = new Backend(running.pglite, { schema, seed })
  running.heard = line => backend.heard(line)
  running.latest = undefined
  makeFromNothing(backend)
  running.latest = backend
  return backend
}

type Running = {
  readonly pglite: Pglite
  /** What takes the lines of its log. */
  heard: (line: string) => void
  /** With the schema that was asked for last. */
  latest: Backend | undefined
}

/** They are kept for the life of the process, by their names. */
const started = new Map<string, Promise<Running>>()

async function start(): Promise<Running> {
  const { PGlite } = await load()
  const log = { heard: (_line: string): void => undefined }
  const onStderr = (line: string): boolean => {
    log.heard(line)
    return false
  }
  const startParams = [...PGlite.defaultStartParams, ...parameters]
  const pglite: Pglite = (await PGlite.create({ startParams, onStderr })) as never
  checkCompiled(pglite.Module)
  new Backend(pglite, { schema: '', seed: '' }).ask(noSleep)
  return Object.assign(log, { pglite, latest: undefined })
}

async function load(): Promise<typeof Package> {
  try {
    return await import('@electric-sql/pglite')
  } catch (cause) {
    throw new UsageError({
      what: `PostgreSQL needs the package @electric-sql/pglite, which cannot be loaded: ${cause}`,
      where: 'startBackend',
      fix: isWithoutImports(cause)
        ? 'run Jest with NODE_OPTIONS=--experimental-vm-modules, as the package is an ES module'
        : 'npm install --save-dev @electric-sql/pglite',
    })
  }
}

/** Jest lets nothing be imported, unless it is told to. */
const isWithoutImports = (cause: unknown): boolean =>
  String(Object(cause).code).startsWith('ERR_VM_DYNAMIC_IMPORT_CALLBACK')

/**
 * The clock stands still within a statement, so one that slept would never wake. PostgreSQL's own
 * is moved away, as a function that is built in is called by its number whatever replaces it.
 */
const noSleep = `alter function pg_catalog.pg_sleep(double precision) rename to pg_slept;
  create function pg_catalog.pg_sleep(double precision) returns void
  language plpgsql strict as $$ begin raise exception using errcode = '0A000',
    message = 'nothing sleeps in the PostgreSQL of gameday, where a statement takes no time',
    hint = 'Give the database a time per statement in the system'; end $$`

/** Transactions are put aside by preparing them, and waits are told by the log. */
const parameters = Object.entries({
  max_prepared_transactions: '250',
  log_lock_waits: 'on',
  deadlock_timeout: '1ms',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`])
