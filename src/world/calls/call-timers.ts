/**
 * The time-outs and deadlines of calls. Those that last equally long stand in one lane, whoever
 * has set them: with many call sites, each of which is seldom used, a lane for each would be armed
 * again and again for what is long cancelled.
 */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Call } from './call.ts'

/** Tells the call sites of a run when the time of a call is up. */
export class CallTimers implements Actor<Call> {
  readonly #agenda: Agenda
  readonly #lanes = new Map<string, Lane<Call>>()

  constructor(agenda: Agenda) {
    this.#agenda = agenda
  }

  /**
   * Where calls wait for a length of time.
   *
   * @param event what their call site is told when it is up
   * @returns null for Infinity: they have all the time there is
   */
  lane(ms: Ms, event: number): Lane<Call> | null {
    if (ms === Infinity) return null
    const key = `${ms}/${event}`
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    const made = new Lane<Call>(this.#agenda, ms, this, event)
    // A lane keeps the order in which it was set, and lots may be drawn between call sites.
    if (this.#agenda.isFifo) this.#lanes.set(key, made)
    return made
  }

  on(event: number, call: Call): void {
    call.site.on(event, call)
  }
}
