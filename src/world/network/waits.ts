/** Who waits for a connection, and for how long: on the record when it is over. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import { UNFINISHED, type WaitEnd } from '../../record/limit-meter.ts'
import type { CallMeter } from '../../record/meters.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Call } from '../calls/call.ts'
import { connectionsName } from '../calls/limit-names.ts'
import type { ConnectionPool } from './connection-pool.ts'
import { type Lease, LeaseState } from './lease.ts'

/** The waits for connections of one link. */
export class Waits {
  readonly #agenda: Agenda
  readonly #calls: CallMeter
  readonly #name: string

  /** @param most how many connections each pool has */
  constructor(agenda: Agenda, calls: CallMeter, most: number) {
    this.#agenda = agenda
    this.#calls = calls
    this.#name = connectionsName(most)
  }

  /** Whoever has waited longest, and need not any more. @param end what came of it */
  next(pool: ConnectionPool, end: WaitEnd = Outcome.Ok): Lease | null {
    const next = pool.nextWaiting()
    if (next !== null) this.over(next.call, this.#agenda.now - next.since, end)
    return next
  }

  /** So many at most of those who have waited longest, and waited in vain. */
  *give(pool: ConnectionPool, most: number): Generator<Lease> {
    for (let left = most; left > 0; left--) {
      const next = this.next(pool, Outcome.Rejected)
      if (next === null) return
      yield next
    }
  }

  /** The attempt of a call may wait for a connection when the run ends. */
  stillWaits(call: Call, now: Ms): void {
    const { state, since } = call.lease as Lease
    if (state === LeaseState.Waits) this.over(call, now - since, UNFINISHED)
  }

  over({ slot }: Call, ms: Ms, end: WaitEnd): void {
    this.#calls.limit(this.#name).waited(slot, ms, end)
  }
}
