/**
 * Who is on the stage: the backend has one transaction at a time, and sessions have many. A
 * transaction that has to make room is prepared, as for a commit in two phases: the backend keeps
 * its changes unseen and its locks held, as PostgreSQL would. To go on, it is rolled back and done
 * again, which nobody can tell, as nothing happens in between and it must answer the same.
 */
import { invariant } from '../../kernel/errors.ts'
import type { Backend } from '../backend/backend.ts'
import { firstError } from '../wire/answers.ts'
import { sameBytes } from '../wire/bytes.ts'
import { queryFrame } from '../wire/frame.ts'
import type { Chance } from './chance.ts'
import type { CommitLog } from './commit-log.ts'
import { exchange, saidBy } from './exchange.ts'
import { nameOf } from './locks.ts'
import type { Party } from './party.ts'
import type { SequenceBook } from './sequences.ts'
import type { SettingsBook } from './settings.ts'
import type { Entry, Transaction } from './transaction.ts'

/** What a stage stands on. */
export type Ground = {
  readonly backend: Backend
  readonly chance: Chance
  readonly sequences: SequenceBook
  readonly settings: SettingsBook
  /** Which of the servers that have had the backend this is. */
  readonly turn: number
  /** What is kept of commits, when a standby may have to be made of them. */
  readonly commits: CommitLog | undefined
  /** The time, in milliseconds since 1970. */
  readonly now: () => number
  /** Takes notice that tables, functions or sequences may have changed. */
  readonly catalogMoved: () => void
}

/** Whether a party came onto the stage, or what kept it off. */
export type Entrance =
  | { readonly kind: 'entered' }
  | { readonly kind: 'held up'; readonly by: Party; readonly why: string }
  | { readonly kind: 'changed' }

/** Puts transactions onto the stage and aside. */
export class Stage {
  readonly #ground: Ground
  #current: Party | undefined
  /** Transactions to roll back when nobody is on the stage, as the backend takes it only then. */
  #discarded: number[] = []

  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** Whose transaction is the backend's now. */
  get current(): Party | undefined {
    return this.#current
  }

  /** Makes a party the one whose transaction the backend has, or clears the stage for it. */
  enter(party: Party): Entrance {
    const { backend, settings, now } = this.#ground
    backend.setClock(now())
    const { transaction } = party
    if (this.#current === party) return { kind: 'entered' }
    const held = this.clear()
    if (held !== undefined) return { kind: 'held up', ...held }
    settings.load(transaction?.settingsBefore ?? party.settings)
    if (transaction === undefined) return { kind: 'entered' }
    return this.#takeUp(party, transaction) ? { kind: 'entered' } : { kind: 'changed' }
  }

  /** Takes notice that the backend has begun a transaction of a party, or messages of it. */
  entered(party: Party): void {
    this.#current = party
  }

  /** Takes notice that the backend is in nobody's transaction. */
  left(): void {
    this.#current = undefined
    for (const id of this.#discarded) this.#ground.backend.ask(`rollback prepared ${nameOf(id)}`)
    this.#discarded = []
  }

  /** Rolls back a transaction that is prepared, as soon as the backend can. */
  discard(party: Party): void {
    this.#discarded.push(party.id)
    if (this.clear() === undefined) this.left()
  }

  /** Puts aside whoever is on the stage; who cannot be is told, and why. */
  clear(): { by: Party; why: string } | undefined {
    const party = this.#current
    if (party === undefined) return undefined
    const { transaction } = party
    if (party.streaming || transaction === undefined) {
      return { by: party, why: 'it is amid messages that Sync has not ended' }
    }
    if (transaction.pinned === undefined) this.#putAside(party, transaction)
    const { pinned } = transaction
    return pinned === undefined ? undefined : { by: party, why: pinned }
  }

  #putAside(party: Party, transaction: Transaction): void {
    const { backend, settings } = this.#ground
    this.#current = undefined
    if (transaction.movesCatalog) this.#ground.catalogMoved()
    if (transaction.settingsBefore !== undefined) settings.lost()
    if (transaction.traceless) {
      backend.ask('rollback')
      transaction.where = 'aside'
      return
    }
    const prepare = queryFrame(`prepare transaction ${nameOf(party.id)}`)
    const error = firstError(backend.run([prepare]).frames)
    transaction.where = error === undefined ? 'prepared' : 'aside'
    if (error === undefined) return
    // A refusal has rolled it back: it is done again, and from now on others wait for it.
    settings.load(transaction.settingsBefore ?? party.settings)
    invariant(this.#takeUp(party, transaction), `what was refused to be prepared has changed`)
    transaction.pinned = error.message
  }

  /** Does again what a transaction has done; whether it said the same as before. */
  #takeUp(party: Party, transaction: Transaction): boolean {
    const { backend, sequences, now } = this.#ground
    const stand = transaction.traceless ? [] : sequences.now()
    if (transaction.where === 'prepared') backend.ask(`rollback prepared ${nameOf(party.id)}`)
    transaction.where = 'aside'
    backend.setClock(transaction.at)
    backend.ask(transaction.begin)
    if (transaction.movesCatalog) this.#ground.catalogMoved()
    const needed = transaction.journal.filter(({ plain }) => transaction.strict || !plain)
    const same = needed.every(entry => this.#again(entry))
    this.#ground.chance.again([])
    sequences.restore(same ? stand : [])
    backend.setClock(now())
    if (!same) {
      backend.ask('rollback')
      sequences.restore(stand)
      return false
    }
    transaction.where = 'on stage'
    this.#current = party
    return true
  }

  #again(entry: Entry): boolean {
    const { backend, chance, sequences } = this.#ground
    backend.setClock(entry.at)
    sequences.restore(entry.sequences)
    if (entry.seed !== undefined) backend.ask(`select setseed(${entry.seed})`)
    chance.again(entry.drawn)
    const { frames, blockedOn } = exchange(backend, entry.steps, true)
    return blockedOn === undefined && sameBytes(saidBy(frames), entry.said)
  }

  /**
   * Has every reader that was put aside hold its tables again: what wants a table to itself must
   * wait for those who have read it in a transaction that is still open.
   */
  holdTables(actor: Party, parties: Iterable<Party>): void {
    const { backend, settings } = this.#ground
    if (this.#current !== actor && this.clear() !== undefined) return
    for (const party of parties) {
      const { transaction } = party
      if (transaction?.where !== 'aside' || transaction.journal.length === 0) continue
      if (party === actor || this.clear() !== undefined) continue
      settings.load(transaction.settingsBefore ?? party.settings)
      backend.ask(transaction.begin)
      for (const { steps } of transaction.journal) exchange(backend, steps, true)
      const { frames } = backend.run([queryFrame(`prepare transaction ${nameOf(party.id)}`)])
      if (firstError(frames) === undefined) transaction.where = 'prepared'
    }
  }
}
