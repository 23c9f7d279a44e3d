/** A waker: for those who wait for the earliest of several moments, which changes as they wait. */
import type { Agenda } from './agenda.ts'
import { Alarm } from './alarm.ts'
import type { Ms } from './units.ts'

/**
 * Calls back at the earliest moment it was asked for, and perhaps at others besides: an event of
 * the agenda cannot be taken back, so whoever is woken looks whether there is anything to do.
 */
export class Waker {
  readonly #alarm: Alarm<null>
  #setFor: Ms = Infinity

  constructor(agenda: Agenda, wake: () => void) {
    this.#alarm = new Alarm(agenda, () => {
      if (agenda.now >= this.#setFor) this.#setFor = Infinity
      wake()
    })
  }

  /** Asks to be woken at a moment not in the past; Infinity asks for nothing. */
  at(moment: Ms): void {
    if (moment >= this.#setFor) return
    this.#setFor = moment
    this.#alarm.set(moment, null)
  }
}
