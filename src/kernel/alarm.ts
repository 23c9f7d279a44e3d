/**
 * An alarm: for those who need an event now and then. The agenda is quickest while few classes of
 * actors share it, so all who are seldom called share this one.
 */
import type { Actor, Agenda } from './agenda.ts'
import type { Ms } from './units.ts'

/** Calls back at the times it is set to. */
export class Alarm<Subject> implements Actor<Subject> {
  readonly #agenda: Agenda
  readonly #ring: (subject: Subject) => void

  constructor(agenda: Agenda, ring: (subject: Subject) => void) {
    this.#agenda = agenda
    this.#ring = ring
  }

  /** Calls back at a time not in the past. */
  set(at: Ms, subject: Subject): void {
    this.#agenda.at(at, this, 0, subject)
  }

  /** The same in a turn taken before: it comes first among all that is due at that time. */
  setInTurn(at: Ms, turn: number, subject: Subject): void {
    this.#agenda.atTurn(at, turn, this, 0, subject)
  }

  on(_rings: number, subject: Subject): void {
    this.#ring(subject)
  }
}
