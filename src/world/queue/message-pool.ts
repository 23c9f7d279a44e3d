/** Messages to use again. */
import type { Memory } from '../memory.ts'
import type { Broker } from './broker.ts'
import { Message } from './message.ts'

/** Messages that one broker has done with. */
export class MessagePool {
  readonly #idle: Message[] = []
  readonly #broker: Broker
  readonly #memory: Memory

  constructor(broker: Broker, memory: Memory) {
    this.#broker = broker
    this.#memory = memory
  }

  take(): Message {
    return this.#idle.pop() ?? this.#make()
  }

  giveBack(message: Message): void {
    message.isLost = false
    message.isDead = false
    message.attempt = null
    this.#idle.push(message)
  }

  #make(): Message {
    this.#memory.grow()
    return new Message(this.#broker)
  }
}
