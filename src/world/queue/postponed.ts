/** Messages that a queue keeps back: published with a delay, or to be delivered again. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Message } from './message.ts'

/** What becomes of a message that was kept back. */
export type AfterWaiting = {
  /** Its time has come. */
  readonly due: (message: Message) => void
  /** It was lost in the meantime, and nothing knows it any more. */
  readonly gone: (message: Message) => void
}

/** Keeps messages back. */
export class Postponed {
  readonly #agenda: Agenda
  readonly #kept = new Set<Message>()
  readonly #alarm: Alarm<Message>

  constructor(agenda: Agenda, { due, gone }: AfterWaiting) {
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, message => {
      if (message.isLost) return gone(message)
      this.#kept.delete(message)
      due(message)
    })
  }

  keep(message: Message, ms: Ms): void {
    this.#kept.add(message)
    this.#alarm.set(this.#agenda.now + ms, message)
  }

  /** All of them are lost. */
  lose(): Message[] {
    const lost = [...this.#kept]
    for (const message of lost) message.isLost = true
    this.#kept.clear()
    return lost
  }
}
