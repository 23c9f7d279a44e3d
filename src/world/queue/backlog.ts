/** What waits in a queue, and who is free to take it: one line for all workers, or several. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Consumer } from './consumer.ts'
import type { Message, MessageLine } from './message.ts'

/** The messages of a queue that wait. */
export interface Backlog {
  /** A message was published. */
  add(message: Message): void
  /** A message is to be delivered again. */
  putBack(message: Message): void
  /** A message is done with. */
  done(message: Message): void
  /**
   * Takes out the next message that is to be seen to: with the consumer that is free for it, or
   * with none since its deliveries are used up. Null when there is no such message.
   */
  next(): Message | null
  /** Takes out any message. */
  shift(): Message | null
}

/** Messages in some order. */
export type Line = Pick<MessageLine, 'first' | 'add' | 'shift'>

/** A worker whose asking was lost on the way asks again after this. */
const ASK_AGAIN_MS: Ms = 1_000

/** Who asks for messages, and whose asking gets through. */
export class Asking {
  readonly #agenda: Agenda
  readonly #alarm: Alarm<null>
  #willAsk = false

  /** @param again told when whoever was not heard asks again */
  constructor(agenda: Agenda, again: () => void) {
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, () => {
      this.#willAsk = false
      again()
    })
  }

  /** Whether a consumer has a slot free and is heard; one that is not heard asks again. */
  isHeard(consumer: Consumer): boolean {
    if (!consumer.asks()) return false
    if (consumer.reaches(this.#agenda.now)) return true
    if (!this.#willAsk) this.#alarm.set(this.#agenda.now + ASK_AGAIN_MS, null)
    this.#willAsk = true
    return false
  }
}

/** One line for all, in the order of that line; each consumer that is free has its turn. */
export class SharedLine implements Backlog {
  readonly #line: Line
  readonly #asking: Asking
  readonly #consumers: readonly Consumer[]
  readonly #deliveries: number
  #next = 0

  /** @param deliveries how many a message has */
  constructor(line: Line, consumers: readonly Consumer[], asking: Asking, deliveries: number) {
    this.#line = line
    this.#consumers = consumers
    this.#asking = asking
    this.#deliveries = deliveries
  }

  add(message: Message): void {
    this.#line.add(message)
  }

  putBack(message: Message): void {
    this.#line.add(message)
  }

  done(): void {}

  next(): Message | null {
    const message = this.#line.first
    if (message === null) return null
    if (message.deliveries < this.#deliveries) {
      message.consumer = this.#nextFree()
      if (message.consumer === null) return null
    }
    return this.#line.shift()
  }

  shift(): Message | null {
    return this.#line.shift()
  }

  #nextFree(): Consumer | null {
    const { length } = this.#consumers
    for (let i = 0; i < length; i++) {
      const at = (this.#next + i) % length
      if (!this.#asking.isHeard(this.#consumers[at])) continue
      this.#next = this.#consumers[at].gathersOn ? at : at + 1
      return this.#consumers[at]
    }
    return null
  }
}
