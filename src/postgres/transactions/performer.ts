/** Does the batches of sessions, each in its own transaction, as if each had a backend. */
import { UsageError } from '../../kernel/errors.ts'
import type { Batch, Prepared } from '../batch.ts'
import { doneAnswer, refusedAnswer } from '../local-answers.ts'
import { isStrict, locksTables, type Role, roleOf, savepointOf } from '../sql/meaning.ts'
import { refusalOf } from '../sql/refusals.ts'
import { firstError, readyFrame, type ServerError } from '../wire/answers.ts'
import { cString } from '../wire/bytes.ts'
import { frame, queryFrame } from '../wire/frame.ts'
import { Endings, type Released } from './endings.ts'
import * as errors from './errors.ts'
import { exchange } from './exchange.ts'
import type { LastingFunctions } from './lasting.ts'
import { holdersOf } from './locks.ts'
import type { Party } from './party.ts'
import { answered, type Performance } from './performance.ts'
import { Settler } from './settler.ts'
import { queryFor, type Settings } from './settings.ts'
import { type Ground, Stage } from './stage.ts'
import { type Sequences, Transaction } from './transaction.ts'

/** Does what sessions ask for, on one stage. */
export class Performer {
  readonly #ground: Ground
  readonly #stage: Stage
  readonly #endings: Endings
  readonly #settler: Settler
  readonly #parties: () => Iterable<Party>

  /**
   * @param parties everybody who may have a transaction
   * @param released told when a transaction lets go of locks
   */
  constructor(
    ground: Ground & { readonly lasting: LastingFunctions },
    { parties, released }: { parties: () => Iterable<Party>; released: Released },
  ) {
    this.#ground = ground
    this.#parties = parties
    this.#stage = new Stage(ground)
    this.#endings = new Endings(ground, this.#stage, released)
    this.#settler = new Settler(ground, this.#stage, this.#endings)
  }

  /** Does a batch, or tells whom it has to wait for. */
  perform(party: Party, batch: Batch): Performance {
    if (this.#ground.turn !== this.#ground.backend.servers) throw new UsageError(overtakenServer)
    const { transaction } = party
    const role = onlyRole(batch)
    if (transaction?.failed) return this.#whenFailed(party, batch, role)
    const refusal = batch.statements.map(refusalOf).find(found => found !== undefined)
    if (refusal !== undefined) return this.refuse(party, batch, refusal)
    if (transaction === undefined && role === 'begin') return this.#begin(party, batch)
    if (transaction !== undefined && transaction.where !== 'on stage') {
      if (role === 'commit' || role === 'rollback') return this.#endAside(party, batch, role)
    }
    if (batch.steps.length === 1 && batch.ends === 'sync' && !party.streaming) {
      return answered([readyFrame(transaction === undefined ? 'I' : 'T')])
    }
    return this.#onStage(party, batch)
  }

  /** Answers a batch with an error, which fails the transaction as any error does. */
  refuse(party: Party, batch: Batch, error: ServerError): Performance {
    // A commit that fails is an end as well.
    if (onlyRole(batch) === 'commit') this.#endings.abandon(party)
    const status = this.#endings.fail(party)
    return answered(refusedAnswer(batch, error, status))
  }

  /** Has a session come in with settings of its own; what is wrong with them is returned. */
  admit(party: Party, wanted: Settings): ServerError | undefined {
    if (wanted.size === 0) return undefined
    const { backend, settings } = this.#ground
    if (this.#stage.enter(party).kind === 'held up') {
      party.settings = wanted
      return undefined
    }
    const error = firstError(backend.run([queryFrame(queryFor(wanted))]).frames)
    settings.lost()
    if (error === undefined) party.settings = settings.read([])
    return error
  }

  /** Has a session leave: what it had open is rolled back, and what it had prepared, forgotten. */
  leave(party: Party, prepared: Iterable<Prepared>): void {
    if (this.#ground.turn !== this.#ground.backend.servers) return
    this.#endings.abandon(party)
    if (this.#stage.current?.streaming) return
    const { backend } = this.#ground
    const names = [...prepared].map(({ backendName }) => backendName)
    const known = names.filter(name => name !== '' && backend.prepared.has(name))
    const closes = known.map(name => frame('C', cString(`S${name}`)))
    if (closes.length > 0) backend.run([...closes, frame('S')])
  }

  /** A transaction begins for the backend with the first statement that follows, as for others. */
  #begin(party: Party, batch: Batch): Performance {
    const [statement] = batch.statements
    const strict = isStrict(statement) || isStrictByDefault(party)
    party.transaction = new Transaction(statement.text, this.#ground.now(), strict)
    const tag = statement.words[0] === 'start' ? 'START TRANSACTION' : 'BEGIN'
    return answered(doneAnswer(batch, tag, 'T'))
  }

  #endAside(party: Party, batch: Batch, role: 'commit' | 'rollback'): Performance {
    const held = this.#stage.clear()
    if (held !== undefined) return { kind: 'held up', by: held.by.id, why: held.why }
    this.#ground.backend.setClock(this.#ground.now())
    this.#endings.endAside(party, role)
    return answered(doneAnswer(batch, role === 'commit' ? 'COMMIT' : 'ROLLBACK', 'I'))
  }

  #whenFailed(party: Party, batch: Batch, role: Role | undefined): Performance {
    const { transaction } = party
    if (transaction === undefined || batch.steps.length === 0) return answered([])
    if (role === 'commit' || role === 'rollback') {
      this.#endings.abandon(party)
      return answered(doneAnswer(batch, 'ROLLBACK', 'I'))
    }
    if (role === 'rollback to') {
      const name = savepointOf(batch.statements[0])
      if (!transaction.savepoints.includes(name)) {
        return answered(refusedAnswer(batch, errors.noSavepoint(name), 'E'))
      }
      transaction.failed = false
      return this.#onStage(party, batch)
    }
    const onlySync = batch.steps.every(step => step.frame.kind === 'S')
    if (onlySync) return answered([readyFrame('E')])
    return answered(refusedAnswer(batch, errors.aborted, 'E'))
  }

  #onStage(party: Party, batch: Batch): Performance {
    const { backend, chance } = this.#ground
    if (batch.statements.some(locksTables)) this.#stage.holdTables(party, this.#parties())
    const entrance = this.#stage.enter(party)
    if (entrance.kind === 'held up') return { ...entrance, by: entrance.by.id }
    if (entrance.kind === 'changed') return this.#overtaken(party, batch)
    const before = this.#settler.beforehand(party, batch)
    chance.taken()
    const outcome = exchange(backend, stepsOf(batch))
    const drawn = chance.taken()
    if (outcome.blockedOn === undefined) {
      return this.#settler.settle(party, batch, { ...before, outcome, drawn })
    }
    return this.#blocked(party, batch, {
      lock: outcome.blockedOn,
      sequences: before.sequences,
      context: outcome.blockedWhile ?? '',
    })
  }

  #overtaken(party: Party, batch: Batch): Performance {
    const strict = party.transaction?.strict ?? false
    this.#endings.undo(party)
    const error = strict ? errors.overtaken : errors.cannotResume
    return answered(refusedAnswer(batch, error, 'E'))
  }

  /** The backend has given a statement up that others' locks are in the way of: it is undone. */
  #blocked(party: Party, batch: Batch, block: Block): Performance {
    const { backend, sequences } = this.#ground
    const { transaction } = party
    if (party.streaming || batch.ends === 'flush') {
      backend.run([frame('S')])
      party.streaming = false
      return this.refuse(party, batch, errors.blockedAmidFlush(block.lock))
    }
    backend.ask('rollback')
    this.#stage.left()
    this.#unprepare(batch)
    const holders = holdersOf(backend, block.lock)
    sequences.restore(block.sequences)
    if (transaction !== undefined) {
      transaction.where = 'aside'
      // What it did before holds its locks while it waits.
      if (this.#stage.enter(party).kind === 'changed') return this.#overtaken(party, batch)
      this.#stage.clear()
    }
    return { kind: 'waits', lock: block.lock, context: block.context, holders }
  }

  /** Has the backend forget what a batch prepared that will be done again as a whole. */
  #unprepare(batch: Batch): void {
    const { backend } = this.#ground
    for (const { frame: message, needs } of batch.steps) {
      if (message.kind !== 'P' || needs === undefined || needs.backendName === '') continue
      const name = cString(`S${needs.backendName}`)
      if (backend.prepared.has(needs.backendName)) backend.run([frame('C', name), frame('S')])
    }
  }
}

const overtakenServer = {
  what: 'a PostgreSQL server is asked whose database another server has begun a run with',
  where: 'new PostgresServer(backend, …)',
  fix: 'start a backend for each: startBackend({ name: "billing", schema })',
}

type Block = { readonly lock: string; readonly context: string; readonly sequences: Sequences }

/** What the only statement of a batch does to the transaction. */
function onlyRole({ statements, ends }: Batch): Role | undefined {
  return statements.length === 1 && ends !== 'flush' ? roleOf(statements[0]) : undefined
}

const isStrictByDefault = ({ settings }: Party): boolean =>
  /serializable|repeatable/.test(settings.get('default_transaction_isolation') ?? '')

/** What only prepares and describes is ended by us, so that the backend is free until the rest. */
function stepsOf({ steps, ends, statements }: Batch): Batch['steps'] {
  if (ends !== 'flush' || statements.length > 0) return steps
  return [...steps.filter(({ frame: { kind } }) => kind !== 'H'), { frame: frame('S') }]
}
