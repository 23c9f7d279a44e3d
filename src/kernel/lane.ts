/**
 * A lane: time-outs that all last equally long, so they fall due in the order they were set. Nearly
 * all are cancelled before; in a lane that costs one store, and only the lane's head is ever in the
 * agenda, under the turn it was set with, so the order of events is exactly as without lanes.
 */
import type { Actor, Agenda } from './agenda.ts'
import type { Ms } from './units.ts'

const FIRST_CAPACITY = 16

/** Time-outs of one duration, told to one actor as one kind of event. */
export class Lane<Subject extends object> implements Actor<null> {
  readonly #agenda: Agenda
  readonly #durationMs: Ms
  readonly #actor: Actor<Subject>
  readonly #event: number

  // A ring of entries; a ticket is an entry's place in the endless row they form.
  #dueAt = new Float64Array(FIRST_CAPACITY)
  #turns = new Float64Array(FIRST_CAPACITY)
  #subjects: (Subject | null)[] = new Array(FIRST_CAPACITY).fill(null)
  #head = 0
  #end = 0
  #armed = false
  #armedTurn = -1

  constructor(agenda: Agenda, durationMs: Ms, actor: Actor<Subject>, event: number) {
    this.#agenda = agenda
    this.#durationMs = durationMs
    this.#actor = actor
    this.#event = event
  }

  /**
   * Sets a time-out from now.
   *
   * @returns the ticket that cancels it
   */
  set(subject: Subject): number {
    if (this.#end - this.#head === this.#subjects.length) this.#grow()
    const ticket = this.#end++
    const place = ticket & (this.#subjects.length - 1)
    this.#dueAt[place] = this.#agenda.now + this.#durationMs
    this.#turns[place] = this.#agenda.takeTurn()
    this.#subjects[place] = subject
    if (!this.#armed) this.#arm()
    return ticket
  }

  /** Cancels a time-out that has neither fired nor been cancelled. */
  cancel(ticket: number): void {
    const mask = this.#subjects.length - 1
    this.#subjects[ticket & mask] = null
    if (ticket !== this.#head) return
    while (this.#head < this.#end && this.#subjects[this.#head & mask] === null) this.#head++
  }

  /** The head falls due, or what was the head when the lane was armed is gone. */
  on(): void {
    this.#armed = false
    if (this.#head === this.#end) return this.#agenda.uncount()
    const place = this.#head & (this.#subjects.length - 1)
    const isHeadsTurn = this.#turns[place] === this.#armedTurn
    if (!isHeadsTurn) {
      this.#agenda.uncount()
      return this.#arm()
    }
    const subject = this.#subjects[place] as Subject
    this.cancel(this.#head)
    if (this.#head < this.#end) this.#arm()
    this.#actor.on(this.#event, subject)
  }

  #arm(): void {
    const place = this.#head & (this.#subjects.length - 1)
    this.#armed = true
    this.#armedTurn = this.#turns[place]
    this.#agenda.atTurn(this.#dueAt[place], this.#armedTurn, this, 0, null)
  }

  #grow(): void {
    const { length } = this.#subjects
    const dueAt = new Float64Array(length * 2)
    const turns = new Float64Array(length * 2)
    const subjects: (Subject | null)[] = new Array(length * 2).fill(null)
    for (let ticket = this.#head; ticket < this.#end; ticket++) {
      const before = ticket & (length - 1)
      const after = ticket & (length * 2 - 1)
      dueAt[after] = this.#dueAt[before]
      turns[after] = this.#turns[before]
      subjects[after] = this.#subjects[before]
    }
    this.#dueAt = dueAt
    this.#turns = turns
    this.#subjects = subjects
  }
}
