/** Takes notice of what a batch has done: to its transaction, its settings and the catalog. */
import type { Batch } from '../batch.ts'
import {
  changesCatalog,
  changesSettings,
  forgetsPrepared,
  isPlainRead,
  isStrict,
  roleOf,
  savepointOf,
} from '../sql/meaning.ts'
import type { Statement } from '../sql/statements.ts'
import { firstError, statusOf } from '../wire/answers.ts'
import type { Frame } from '../wire/frame.ts'
import type { Endings } from './endings.ts'
import { type Exchanged, saidBy } from './exchange.ts'
import type { LastingFunctions } from './lasting.ts'
import { leftNothing } from './in-vain.ts'
import type { Party } from './party.ts'
import { answered, type Performance } from './performance.ts'
import type { Ground, Stage } from './stage.ts'
import { type Entry, type Sequences, Transaction } from './transaction.ts'

/** What the doing of a batch begins with. */
export type Beforehand = {
  readonly plain: boolean
  readonly at: number
  readonly seed?: number
  readonly sequences: Sequences
}

/** What a batch began with, and what came of it. */
export type Done = Beforehand & {
  readonly outcome: Exchanged
  readonly drawn: readonly number[]
}

/** Keeps the books of transactions. */
export class Settler {
  readonly #ground: Ground & { readonly lasting: LastingFunctions }
  readonly #stage: Stage
  readonly #endings: Endings

  constructor(
    ground: Ground & { readonly lasting: LastingFunctions },
    stage: Stage,
    endings: Endings,
  ) {
    this.#ground = ground
    this.#stage = stage
    this.#endings = endings
  }

  /** What must be known before a batch is done, in case it has to be done again. */
  beforehand(party: Party, { statements }: Batch): Beforehand {
    const { backend, chance, commits, lasting, now, sequences } = this.#ground
    const plain = statements.every(statement => isPlainRead(statement, lasting.names))
    const alone = party.transaction === undefined
    if (alone && commits === undefined) return { plain, at: now(), sequences: [] }
    // A role may not be allowed to look at sequences, and an error would fail its transaction.
    const advancing = statements.some(mayAdvance)
    const unasked = plain || !advancing || party.settings.has('role')
    const before = { plain, at: now(), sequences: unasked ? [] : sequences.now() }
    if (!statements.some(({ calls }) => calls.includes('random'))) return before
    const seed = chance.number() * 2 - 1
    backend.ask(`select setseed(${seed})`)
    return { ...before, seed }
  }

  /** Takes notice of what was done, and makes the answer of it. */
  settle(party: Party, batch: Batch, done: Done): Performance {
    const { frames, refused } = done.outcome
    const status = statusOf(frames)
    const failed = firstError(frames) !== undefined
    if (!failed) this.#effects(party, batch.statements)
    party.streaming = status === undefined
    if (status === undefined) this.#streams(party)
    else if (party.transaction === undefined) this.#outside(party, batch, { ...done, status })
    else if (status === 'I') this.#ended(party, batch, failed)
    else if (status === 'E') this.#endings.fail(party)
    else this.#within(party, party.transaction, batch, done)
    return answered(this.#shown(batch, frames), refused)
  }

  #streams(party: Party): void {
    this.#stage.entered(party)
    if (party.transaction === undefined) return
    party.transaction.pinned ??= 'it has fetched rows through a cursor of the protocol'
  }

  /** A batch without a transaction: it may have begun one, among other statements. */
  #outside(party: Party, batch: Batch, done: Done & { status: string }): void {
    if (this.#stage.current === party) this.#stage.left()
    if (done.status === 'I') {
      const { at, outcome } = done
      const entry = { ...done, steps: batch.steps, said: saidBy(outcome.frames) }
      if (firstError(outcome.frames) === undefined)
        this.#ground.commits?.add({ at, entries: [entry] })
      return
    }
    const { at } = done
    const opened = new Transaction('begin', at, batch.statements.some(isStrict))
    const ends = batch.statements.map(roleOf)
    if (ends.includes('commit') || ends.includes('rollback')) {
      opened.pinned = 'it was begun in one query with the end of another'
    }
    party.transaction = opened
    opened.where = 'on stage'
    this.#stage.entered(party)
    if (done.status === 'E') this.#endings.fail(party)
    else this.#within(party, opened, batch, done)
  }

  #ended(party: Party, { statements }: Batch, failed: boolean): void {
    const rolledBack = statements.some(statement => roleOf(statement) === 'rollback')
    this.#endings.ended(party, failed || rolledBack ? 'undone' : 'committed')
  }

  #within(party: Party, transaction: Transaction, { steps, statements }: Batch, done: Done): void {
    if (statements.length === 0) return
    const { outcome, ...before } = done
    const suspended = outcome.frames.some(({ kind }) => kind === 's')
    const said = saidBy(outcome.frames)
    const { names } = this.#ground.lasting
    const vain = leftNothing(statements, outcome.frames, names)
    const plain = (before.plain || vain) && !suspended
    const entry: Entry = { ...before, plain, steps, said }
    transaction.add(entry)
    for (const statement of statements) this.#savepoint(party, transaction, statement)
  }

  #savepoint(party: Party, { savepoints }: Transaction, statement: Statement): void {
    const role = roleOf(statement)
    const name = savepointOf(statement)
    if (role === 'savepoint') savepoints.push(name)
    if (role === 'release') savepoints.length = Math.max(0, savepoints.lastIndexOf(name))
    if (role !== 'rollback to') return
    savepoints.length = savepoints.lastIndexOf(name) + 1
    this.#endings.released(party)
  }

  #effects(party: Party, statements: readonly Statement[]): void {
    const { backend, settings } = this.#ground
    const { transaction } = party
    if (statements.some(forgetsPrepared)) backend.prepared.clear()
    if (statements.some(changesCatalog)) {
      backend.catalogChanged = true
      this.#ground.catalogMoved()
      if (transaction !== undefined) transaction.movesCatalog = true
    }
    if (transaction !== undefined && statements.some(isStrict)) transaction.strict = true
    if (!statements.some(changesSettings) || statements.every(isOfTransaction)) return
    if (transaction !== undefined) {
      transaction.settingsBefore ??= party.settings
      if (statements.some(({ words }) => words[1] === 'local')) transaction.hasLocalSettings = true
    }
    party.settings = settings.read(statements)
  }

  /** What the client sees: we have ended what it has not, when it only prepares and describes. */
  #shown({ ends, statements }: Batch, frames: readonly Frame[]): readonly Frame[] {
    if (ends !== 'flush' || statements.length > 0) return frames
    return frames.filter(({ kind }) => kind !== 'Z')
  }
}

/** Statements that no sequence is behind; asking for them first would be a query before SET. */
const still = new Set(
  'set reset savepoint release rollback show lock declare fetch close begin'.split(' '),
)

const mayAdvance = ({ words: [first] }: Statement): boolean => !still.has(first)

/** `SET TRANSACTION` is for the transaction, and allowed only before its first query. */
const isOfTransaction = ({ words: [, second] }: Statement): boolean => second === 'transaction'
