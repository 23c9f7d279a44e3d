/** How transactions end: committed, rolled back, failed, or left behind by their session. */
import { queryFrame } from '../wire/frame.ts'
import type { Status } from '../wire/answers.ts'
import { nameOf } from './locks.ts'
import type { Party } from './party.ts'
import type { Ground, Stage } from './stage.ts'
import type { Transaction } from './transaction.ts'

/** Told when a transaction lets go of locks: of all with its end, of some when it goes back. */
export type Released = (party: Party, how: 'committed' | 'undone') => void

/** Ends transactions, and has those told who wait for them. */
export class Endings {
  readonly #ground: Ground
  readonly #stage: Stage
  readonly #released: Released

  constructor(ground: Ground, stage: Stage, released: Released) {
    this.#ground = ground
    this.#stage = stage
    this.#released = released
  }

  /** Ends a transaction that the backend is not in. */
  endAside(party: Party, role: 'commit' | 'rollback'): void {
    const { transaction } = party
    if (transaction?.where === 'prepared') {
      this.#ground.backend.ask(`${role} prepared ${nameOf(party.id)}`)
    }
    if (transaction?.settingsBefore !== undefined) {
      const kept = role === 'commit' && !transaction.hasLocalSettings
      if (!kept) party.settings = transaction.settingsBefore
    }
    this.#closed(party, role === 'commit' ? 'committed' : 'undone')
  }

  /** Takes notice that the backend has ended the transaction it was in. */
  ended(party: Party, how: 'committed' | 'undone'): void {
    const { settings } = this.#ground
    const before = party.transaction?.settingsBefore
    this.#stage.left()
    if (before !== undefined) party.settings = how === 'undone' ? before : settings.read([])
    if (before !== undefined && how === 'undone') settings.lost()
    this.#closed(party, how)
  }

  #closed(party: Party, how: 'committed' | 'undone'): void {
    const { transaction } = party
    if (transaction !== undefined && how === 'committed') {
      const { at: began, begin, journal: entries } = transaction
      this.#ground.commits?.add({ at: this.#ground.now(), began, begin, entries })
    }
    if (party.transaction?.movesCatalog) this.#ground.catalogMoved()
    party.transaction = undefined
    this.#released(party, how)
  }

  /** Takes notice that a transaction has let go of some locks, and goes on. */
  released(party: Party): void {
    this.#released(party, 'undone')
  }

  /**
   * Fails the transaction of a session: back to its last savepoint, or as a whole.
   *
   * @returns what the session is told that it is in now
   */
  fail(party: Party): Status {
    const { transaction } = party
    if (transaction === undefined) return 'I'
    if (transaction.failed) return 'E'
    const within = transaction.savepoints.length > 0
    if (within && this.#stage.enter(party).kind === 'entered') this.#backToSavepoint(party)
    else this.undo(party)
    return 'E'
  }

  /** The backend stays in the transaction, as only what follows the savepoint is undone. */
  #backToSavepoint(party: Party): void {
    const { transaction } = party
    const name = transaction?.savepoints.at(-1)
    if (transaction === undefined || name === undefined) return
    const back = queryFrame(`rollback to savepoint ${name}`)
    const { frames } = this.#ground.backend.run([back])
    transaction.addOwn(back, frames, this.#ground.now())
    transaction.failed = true
    this.#released(party, 'undone')
  }

  /** Undoes all of a transaction, which stays open, and failed. */
  undo(party: Party): void {
    const { transaction } = party
    if (transaction === undefined) return
    this.#rollBack(party, transaction)
    transaction.undone()
    this.#released(party, 'undone')
  }

  /** Ends a transaction as lost: its session is gone, or ends it after a failure. */
  abandon(party: Party): void {
    const { transaction } = party
    if (party.streaming) this.#ground.backend.run([queryFrame('rollback')])
    if (party.streaming) this.#stage.left()
    party.streaming = false
    if (transaction === undefined) return
    this.#rollBack(party, transaction)
    this.#closed(party, 'undone')
  }

  #rollBack(party: Party, transaction: Transaction): void {
    const { backend, settings } = this.#ground
    if (transaction.where === 'on stage') {
      backend.ask('rollback')
      this.#stage.left()
    } else if (transaction.where === 'prepared') this.#stage.discard(party)
    if (transaction.settingsBefore === undefined) return
    party.settings = transaction.settingsBefore
    transaction.settingsBefore = undefined
    settings.lost()
  }
}
