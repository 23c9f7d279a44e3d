/**
 * A worker that is at a message asks for more time for it, again and again, as long as it runs and
 * is heard.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Call } from '../calls/call.ts'
import type { Task } from '../handling/task.ts'
import type { Consumer } from './consumer.ts'

/** One handling, while its delivery has this ticket. */
type Handling = {
  readonly consumer: Consumer
  readonly task: Task
  readonly call: Call
  readonly ticket: number
}

/** Renews the visibility time-out of what some workers are at. */
export class Renewal {
  readonly #agenda: Agenda
  readonly #everyMs: Ms
  readonly #alarm: Alarm<Handling>

  constructor(agenda: Agenda, everyMs: Ms) {
    this.#agenda = agenda
    this.#everyMs = everyMs
    this.#alarm = new Alarm(agenda, handling => this.#due(handling))
  }

  /** A worker has begun with a message. */
  begins(task: Task, consumer: Consumer): void {
    const { call, ticket } = task
    if (call !== null) this.#next({ consumer, task, call, ticket })
  }

  #due(handling: Handling): void {
    const { consumer, task, call, ticket } = handling
    if (call.ticket !== ticket || task.call !== call) return
    if (consumer.renews(this.#agenda.now)) call.site.renew(call)
    this.#next(handling)
  }

  #next(handling: Handling): void {
    this.#alarm.set(this.#agenda.now + this.#everyMs, handling)
  }
}
