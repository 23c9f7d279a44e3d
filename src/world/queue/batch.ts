/**
 * Batches: messages that a worker takes together, handles at once, and acknowledges or fails as a
 * whole. One is gathered until it is full, or its first message has waited long enough.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { BatchData } from '../../declare/consuming.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { Errand } from '../calls/errand.ts'
import type { Task } from '../handling/task.ts'
import type { Backlog } from './backlog.ts'
import type { Broker } from './broker.ts'
import type { Consumer, Delivered } from './consumer.ts'
import { type Message, whyNot } from './message.ts'

/** Some messages that are delivered together. */
export class Batch implements Errand, Delivered {
  readonly messages: Message[] = []
  consumer: Consumer | null
  life = 0
  isInside = false
  /** Whether more may come into it. */
  isOpen = true
  readonly #broker: Broker

  constructor(broker: Broker, consumer: Consumer) {
    this.#broker = broker
    this.consumer = consumer
  }

  /** One message that nobody can handle fails all. */
  get isPoisoned(): boolean {
    return this.messages.some(message => message.isPoisoned)
  }

  /** The queue has crashed while it was gathered: its messages wait again. */
  disband(backlog: Backlog): void {
    this.isOpen = false
    if (this.consumer !== null) this.consumer.batch = null
    this.consumer?.liftFault(this)
    for (const message of this.messages) backlog.putBack(message)
  }

  finished(task: Task): void {
    this.consumer?.liftFault(this)
    this.#broker.endedAll(this.messages, task)
  }

  callFailed(outcome: Outcome, reason: number): void {
    for (const message of this.messages) message.because = whyNot(outcome, reason)
  }

  lost(_task: Task, because: number): void {
    this.consumer?.liftFault(this)
    for (const message of this.messages) this.#broker.cutOff(message, because)
  }
}

/** Gathers the batches of one worker. */
export class Batching {
  readonly #data: BatchData
  readonly #broker: Broker
  readonly #agenda: Agenda
  readonly #alarm: Alarm<Batch>

  constructor(agenda: Agenda, data: BatchData, broker: Broker) {
    this.#data = data
    this.#broker = broker
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, batch => {
      if (batch.isOpen) this.#send(batch)
    })
  }

  /** A message goes to a worker, with others or as the first. */
  gather(message: Message, consumer: Consumer): void {
    const batch = consumer.batch ?? this.#open(consumer)
    message.consumer = null
    batch.messages.push(message)
    if (batch.messages.length === this.#data.size) this.#send(batch)
  }

  /** Whether a batch of so many has room for another besides the next one. */
  goesOnAfter(gathered: number): boolean {
    return gathered + 1 < this.#data.size
  }

  #open(consumer: Consumer): Batch {
    const batch = new Batch(this.#broker, consumer)
    consumer.take(batch)
    consumer.batch = batch
    this.#alarm.set(this.#agenda.now + this.#data.waitMs, batch)
    return batch
  }

  #send(batch: Batch): void {
    const { consumer, messages } = batch
    batch.isOpen = false
    if (consumer === null) return
    consumer.batch = null
    this.#broker.handAll(messages, consumer, batch)
  }
}
