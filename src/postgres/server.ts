/** A PostgreSQL server of one run: sessions over bytes, all on the one backend of the process. */
import { UsageError } from '../kernel/errors.ts'
import type { Backend } from './backend/backend.ts'
import { reset } from './backend/reset.ts'
import { Connection, type Host } from './connection.ts'
import type { Names } from './prepared.ts'
import { Standby } from './standby.ts'
import { Questions } from './questions.ts'
import type { Session, Surroundings } from '../kernel/surroundings.ts'
import type { Waiting, Work } from './work.ts'
import { Chance } from './transactions/chance.ts'
import { CommitLog } from './transactions/commit-log.ts'
import { LastingFunctions } from './transactions/lasting.ts'
import { Performer } from './transactions/performer.ts'
import { SequenceBook } from './transactions/sequences.ts'
import { SettingsBook } from './transactions/settings.ts'
import { Waits } from './waits.ts'
import type { ServerError } from './wire/answers.ts'

/** How a server behaves besides what PostgreSQL lays down. */
export type ServerOptions = {
  /**
   * Called with each batch that a client sends, before it is done: the world has it wait for a
   * slot, take time or fail. Default: it is done at once.
   *
   * @example
   * { begin: work => around.after(3, () => work.run()) }
   */
  readonly begin?: (work: Work) => void
  /**
   * Asked when a client connects: the error with which it is turned away. Default: only those are
   * that `refuse` and `maxConnections` turn away.
   *
   * @example
   * { refuses: () => ({ sqlState: '57P03', message: 'the database system is starting up' }) }
   */
  readonly refuses?: () => ServerError | undefined
  /**
   * How many clients may be connected; one more is refused with SQLSTATE 53300. Default: 100, as
   * `max_connections`.
   *
   * @example
   * { maxConnections: 20 }
   */
  readonly maxConnections?: number
  /**
   * After how many milliseconds of waiting for a lock a session looks for a deadlock. Default:
   * 1,000, as `deadlock_timeout`.
   *
   * @example
   * { deadlockTimeoutMs: 200 }
   */
  readonly deadlockTimeoutMs?: number
  /**
   * For how many milliseconds a session waits for one whose transaction cannot be put aside, as it
   * uses a temporary table or an open cursor; then it gets an error that names both. PostgreSQL has
   * no such wait. Default: 10,000.
   *
   * @example
   * { heldUpMs: 60_000 }
   */
  readonly heldUpMs?: number
  /**
   * How many milliseconds a standby is behind, and `failOver` loses. With it the server keeps what
   * is committed. Default: there is no standby.
   *
   * @example
   * { replicationLagMs: 200 }
   */
  readonly replicationLagMs?: number
}

/**
 * A PostgreSQL of one run. It begins with the schema and the seed of the backend, and clients
 * speak to it as to any PostgreSQL, in the simple and the extended protocol.
 *
 * @example
 * const backend = await startBackend({ schema, seed })
 * const server = new PostgresServer(backend, around)
 * const session = server.connect(bytes => client.push(bytes), () => client.end())
 * server.query('select count(*)::int as n from orders') // [{ n: 0 }]
 */
export class PostgresServer {
  readonly #connections = new Map<number, Connection>()
  readonly #host: Host
  readonly #questions: Questions
  readonly #maxConnections: number
  readonly #standby: Standby | undefined
  #refusal: ServerError | undefined
  #lastId = 0

  /**
   * @param backend what `startBackend` has started; a server that had it before must not be used on
   * @param around the time and the chance of the run
   */
  constructor(backend: Backend, around: Surroundings, options: ServerOptions = {}) {
    this.#maxConnections = options.maxConnections ?? 100
    const { deadlockTimeoutMs = 1_000, heldUpMs = 10_000 } = options
    const waits = new Waits(around, { deadlockTimeoutMs, heldUpMs })
    const lagMs = options.replicationLagMs
    const ground = groundOn(backend, around, lagMs === undefined ? undefined : new CommitLog())
    this.#standby = standbyOf(ground, lagMs)
    const performer = new Performer(ground, {
      parties: () => this.#connections.values(),
      released: (party, how) => waits.released(party, how),
    })
    const names = inOrder()
    this.#questions = new Questions(performer, names)
    this.#host = {
      around,
      performer,
      waits,
      names,
      begin: options.begin ?? (work => work.run()),
      refusal: () => this.#refuses() ?? options.refuses?.(),
      parameters: () => backend.parameters,
      cancel: id => this.#connections.get(id)?.cancel(),
      gone: connection => this.#connections.delete(connection.id) && waits.wake(),
    }
  }

  /**
   * A client connects.
   *
   * @param send takes what the server has to say
   * @param end the server hangs up
   */
  connect(send: (bytes: Uint8Array) => void, end: () => void): Session {
    const id = ++this.#lastId
    const connection = new Connection(id, this.#host, { send, end })
    this.#connections.set(id, connection)
    return connection
  }

  #refuses(): ServerError | undefined {
    if (this.#refusal !== undefined) return this.#refusal
    if (this.#connections.size <= this.#maxConnections) return undefined
    return { sqlState: '53300', message: 'sorry, too many clients already' }
  }

  /**
   * Turns clients away that connect from now on, with a SQLSTATE: `57P03` while it starts up,
   * `53300` when there are too many. Who is connected stays so.
   *
   * @param sqlState undefined to let them in again
   * @param message what they are told; PostgreSQL's own words when it is left out
   */
  refuse(sqlState: string | undefined, message?: string): void {
    const words = message ?? refusals[`${sqlState}`] ?? 'connections are refused'
    this.#refusal = sqlState === undefined ? undefined : { sqlState, message: words }
  }

  /**
   * Asks as a spec or a goal does: at once, outside of all transactions of clients.
   *
   * @param params what stands for $1, $2 …; objects are sent as JSON
   * @returns the rows of a single statement: numbers, booleans, parsed JSON, null, and text for all
   * else
   * @throws UsageError when PostgreSQL answers with an error, or a client is amid a cursor
   *
   * @example server.query('select balance from accounts where id = $1', ['u1']) // [{ balance: 0 }]
   */
  query(sql: string, params: readonly unknown[] = []): readonly Record<string, unknown>[] {
    return this.#questions.ask(sql, params)
  }

  /** Who waits for whose lock, in the order in which they began to: for a report. */
  get waiting(): readonly Waiting[] {
    return this.#host.waits.all
  }

  /**
   * Loses every connection, and rolls back what they had open, as a server that is killed. What was
   * committed stays. Clients may connect again at once, unless they are refused.
   */
  crash(): void {
    for (const connection of this.#connections.values()) connection.lose()
  }

  /**
   * Loses every connection, and has a standby take over, which had not heard of the latest commits.
   *
   * @returns how many commits are lost
   * @throws UsageError without `replicationLagMs`
   *
   * @example server.failOver() // 3
   */
  failOver(): number {
    this.crash()
    if (this.#standby === undefined) {
      throw new UsageError({
        what: 'the server has no standby to fail over to',
        where: 'failOver',
        fix: 'say how far one is behind: new PostgresServer(…, { replicationLagMs: 200 })',
      })
    }
    return this.#standby.takeOver()
  }
}

const refusals: Readonly<Record<string, string>> = {
  '57P03': 'the database system is starting up',
  '53300': 'sorry, too many clients already',
}

/** What takes over, where there is a standby. */
function standbyOf(ground: ReturnType<typeof groundOn>, lagMs: number | undefined) {
  const { commits } = ground
  if (commits === undefined || lagMs === undefined) return undefined
  return new Standby({ ...ground, commits }, lagMs)
}

/** The backend as a run begins, with the books that are kept of it. */
function groundOn(backend: Backend, around: Surroundings, commits: CommitLog | undefined) {
  const chance = new Chance(() => around.random())
  backend.setClock(around.now())
  backend.setChance(() => chance.byte())
  const began = { at: around.now(), random: around.random() }
  const turn = ++backend.servers
  reset(backend, began.random)
  const sequences = new SequenceBook(backend)
  const settings = new SettingsBook(backend)
  const lasting = new LastingFunctions(backend)
  const now = (): number => around.now()
  const catalogMoved = (): void => {
    sequences.changed()
    lasting.changed()
  }
  const books = { sequences, settings, lasting, commits }
  return { backend, turn, chance, ...books, now, catalogMoved, began }
}

/** Names for prepared statements, which a run gives out in the same order each time. */
function inOrder(): Names {
  let last = 0
  return { next: () => `gameday ${++last}` }
}
