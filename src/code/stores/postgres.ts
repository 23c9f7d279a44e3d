/**
 * A PostgreSQL in the system: the real one, compiled to WebAssembly, so that your client, your pool
 * and your SQL work with it as they are, isolation and locks included.
 *
 * @module gameday/postgres
 */
import type { Surroundings } from '../../kernel/surroundings.ts'
import type { Component } from '../../declare/index.ts'
import type { Capacity } from '../../declare/components.ts'
import { deepFrozen } from '../../declare/frozen.ts'
import { storeQuestion, type StoreQuestion } from '../../declare/real-code.ts'
import { storeErrors } from '../../faults/store-errors.ts'
import { UsageError } from '../../kernel/errors.ts'
import { check } from '../../kernel/schema.ts'
import type { TimeSpec } from '../../kernel/distributions/index.ts'
import type { Backend } from '../../postgres/backend/backend.ts'
import { startBackend } from '../../postgres/backend/start.ts'
import type { Duration } from '../../kernel/units.ts'
import { PostgresServer } from '../../postgres/server.ts'
import type { Inside } from '../../world/handling/code.ts'
import type { World } from '../../world/world.ts'
import { mistaken, RealFunction } from '../real-function.ts'
import { type Refusals, StoreRunner } from '../store/store-runner.ts'
import { endOfFirstValue } from '../../postgres/wire/wrong.ts'
import { statementsIn } from '../../postgres/wire/in-short.ts'
import type { WireServer } from '../store/wire-server.ts'
import { tellingErrors } from './postgres-errors.ts'
import { postgresSchema } from './postgres-schema.ts'

/** What can be said of a PostgreSQL. */
export type PostgresSpec<Z extends string> = Omit<Capacity<Z>, 'replicas'> & {
  /** The SQL that makes tables, types and functions. Default: nothing. */
  readonly schema?: string | undefined
  /** The SQL that fills them, before every run. Default: nothing. */
  readonly seed?: string | undefined
  /** How long each statement, or batch of them, takes it, in one of its slots. Default: no time. */
  readonly time?: TimeSpec | undefined
  /** How many clients may be connected; one more is refused with 53300. Default 100. */
  readonly maxConnections?: number | undefined
  /**
   * How far its standby is behind: a crash is a failover then, and loses what was committed since.
   * Default: there is no standby, and a crash loses nothing that was committed.
   */
  readonly replicationLag?: Duration | undefined
  /** Tells several of one system apart; each is 200 MB of its own. Default `'main'`. */
  readonly database?: string | undefined
}

/** A PostgreSQL, as declared. */
export interface PostgresComponent<out Z extends string = string>
  extends Component<never, never, never, Z> {
  readonly kind: 'app'
}

/**
 * A PostgreSQL: clients of components of code reach it by its name, as in `postgres://db/shop`. It
 * needs the package `@electric-sql/pglite`, and is started once a process (2 to 4 s).
 *
 * @example
 * const db = postgres({
 *   schema: 'create table accounts (id text primary key, balance int not null)',
 *   seed: "insert into accounts values ('u1', 100)",
 *   concurrency: 20,
 *   time: '3ms',
 * })
 */
export function postgres<const Z extends string = never>(
  spec: PostgresSpec<Z> = {},
): PostgresComponent<Z> {
  const read = check(postgresSchema, spec, '')
  if (!read.ok) return deepFrozen({ kind: 'app', run: mistaken(read.problems) })
  const { schema, seed, maxConnections, replicationLag, database: name, concurrency } = read.value
  const lag = replicationLag !== undefined && { replicationLagMs: replicationLag }
  let backend: Backend | undefined
  const make = (around: Surroundings, refusals: Refusals): WireServer => {
    if (backend === undefined) throw notStarted()
    const Server = lag === false ? PostgresServer : PostgresWithStandby
    return new Server(backend, around, { maxConnections, ...lag, ...tellingErrors(refusals) })
  }
  const kind = {
    make,
    isDurable: true,
    answersAll: true,
    forgets: false,
    endOfFirstValue,
    inShort: statementsIn,
    errors: storeErrors.postgres,
  }
  const run = new RealFunction(
    inside => {
      claim(inside, name)
      return new StoreRunner(kind, inside)
    },
    {
      ready: async () => void (backend = await startBackend({ schema, seed, name })),
      playsAlone: true,
    },
  )
  return deepFrozen({ kind: 'app', run, calls: [], ...capacityOf(spec), concurrency })
}

/** What was said of it that components of code say, too; requests wait for its slots. */
function capacityOf<Z extends string>({
  schema: _schema,
  seed: _seed,
  maxConnections: _maxConnections,
  replicationLag: _replicationLag,
  database: _database,
  time,
  ...capacity
}: PostgresSpec<Z>) {
  return { ...(time !== undefined && { cpu: time }), nonBlocking: false, ...capacity }
}

/**
 * A question to a PostgreSQL, for the option `ask` of `simulate`.
 *
 * @param db the component
 * @param sql one statement
 * @param params what stands for $1, $2 …
 * @returns a question, whose answer is the rows: numbers, booleans, parsed JSON, null, else texts
 * @example
 * const ask = { orders: query('db', 'select count(*)::int as n from orders') }
 */
export const query = (db: string, sql: string, params: readonly unknown[] = []): StoreQuestion =>
  storeQuestion(db, (server: PostgresServer) => server.query(sql, params))

/** A crash of the one that writes: its standby takes over. */
class PostgresWithStandby extends PostgresServer {
  #isFailingOver = false

  override crash(): void {
    if (this.#isFailingOver) return super.crash()
    this.#isFailingOver = true
    this.failOver()
    this.#isFailingOver = false
  }
}

const claimed = new WeakMap<World, Set<string>>()

/** Two of one run cannot be the same database. */
function claim({ component }: Inside, name: string): void {
  const names = claimed.get(component.world) ?? new Set()
  claimed.set(component.world, names)
  if (names.has(name)) {
    throw new UsageError({
      what: `two PostgreSQL of this system have the name "${name}"`,
      where: component.handling.name,
      fix: "give one of them a name of its own: postgres({ database: 'billing' })",
    })
  }
  names.add(name)
}

const notStarted = (): UsageError =>
  new UsageError({
    what: 'the PostgreSQL of this system has not been started',
    where: 'postgres',
    fix: 'await what plays it: simulate, explore, ensemble, …',
  })
