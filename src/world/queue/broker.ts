/**
 * The broker of a queue: keeps its messages, hands them to workers that are free, and hands them
 * out again until somebody acknowledges them or their deliveries are used up.
 */
import type { MessagesData } from '../../declare/data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import { isServed, Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Component } from '../handling/component.ts'
import type { Messages } from '../handling/messages.ts'
import type { Program } from '../handling/program.ts'
import type { Task } from '../handling/task.ts'
import type { Consumer } from './consumer.ts'
import { Message, MessageLine } from './message.ts'
import { QueueLog } from './queue-log.ts'

/** A worker whose asking was lost on the way asks again after this. */
const ASK_AGAIN_MS: Ms = 1_000

/** Keeps and delivers the messages of one queue. */
export class Broker implements Messages {
  /** Every replica of every worker. */
  readonly consumers: Consumer[] = []
  /** Publishes into the queue for dead letters; null when they are only counted. */
  deadLetters: Program | null = null
  readonly #queue: Component
  readonly #data: MessagesData
  readonly #log: QueueLog
  readonly #line = new MessageLine()
  readonly #delayed = new Set<Message>()
  readonly #idle: Message[] = []
  readonly #delays: Alarm<Message>
  readonly #askings: Alarm<null>
  #willAsk = false
  #stored = 0
  #next = 0

  constructor(queue: Component, data: MessagesData, meter: ComponentMeter) {
    const { agenda, world } = queue
    this.#queue = queue
    this.#data = data
    this.#log = new QueueLog(meter, world.recording.grid, agenda)
    this.#delays = new Alarm(agenda, message => this.#delayOver(message))
    this.#askings = new Alarm(agenda, () => this.#askAgain())
    queue.replicas[0].messages = this
  }

  /**
   * Stores the message that a task publishes.
   *
   * @returns false when the queue is full
   */
  store(task: Task): boolean {
    if (this.#stored >= this.#data.capacity) return false
    this.#stored++
    const message = this.#idle.pop() ?? this.#make()
    message.publishedAt = this.#queue.agenda.now
    message.deliveries = 0
    message.because = Reason.None
    message.priority = task.priority
    message.session = task.session
    message.attempt = task.attempt
    this.#log.published(message)
    this.#line.add(message)
    this.deliver()
    return true
  }

  /** Hands out messages as long as there are some and workers free to take them. */
  deliver(): void {
    if (this.#queue.replicas[0].conditions.isDown) return
    for (let message = this.#line.first; message !== null; message = this.#line.first) {
      const isSpent = message.deliveries >= this.#data.deliveries
      const consumer = isSpent ? null : this.#nextFree()
      if (!isSpent && consumer === null) return
      this.#line.shift()
      if (consumer !== null) this.#hand(message, consumer)
      else this.#withdraw(message)
    }
  }

  /** The queue is there again after a crash. */
  runsAgain(): void {
    this.deliver()
  }

  /** A delivery has ended, or the publishing of a dead letter. */
  ended(message: Message, task: Task): void {
    const { outcome } = task
    this.#queue.world.tasks.giveBack(task)
    message.consumer?.liftFault(message)
    if (message.isDead) this.#buried(message, outcome)
    else if (isServed(outcome)) this.#acknowledged(message)
    else if (message.deliveries >= this.#data.deliveries) this.#bury(message)
    else this.#deliverAgain(message)
    this.deliver()
  }

  /** The queue has crashed with a delivery under way: nobody will hear of its end. */
  cutOff(message: Message): void {
    message.consumer?.liftFault(message)
    message.isDead = false
    message.because = Reason.LostInCrash
    if (!this.#data.durable) return this.#lost(message)
    this.#log.returned()
    this.#line.add(message)
  }

  /** Each worker that is free has its turn; one whose asking is lost on the way asks again. */
  #nextFree(): Consumer | null {
    const { length } = this.consumers
    for (let i = 0; i < length; i++) {
      const at = (this.#next + i) % length
      const consumer = this.consumers[at]
      if (!consumer.asks()) continue
      if (consumer.reaches(this.#queue.agenda.now)) {
        this.#next = at + 1
        return consumer
      }
      if (!this.#willAsk) this.#askings.set(this.#queue.agenda.now + ASK_AGAIN_MS, null)
      this.#willAsk = true
    }
    return null
  }

  #askAgain(): void {
    this.#willAsk = false
    this.deliver()
  }

  #hand(message: Message, consumer: Consumer): void {
    message.deliveries++
    consumer.take(message)
    this.#log.delivered(message)
    this.#send(message, consumer.route.program, consumer.replica.index)
  }

  /** Sends a task with a message, to one replica of the callee if it matters which. */
  #send(message: Message, program: Program, replica: number): void {
    const task = this.#queue.world.tasks.take(program)
    task.errand = message
    task.isBackground = true
    task.priority = message.priority
    task.session = message.session
    task.attempt = message.attempt
    task.askedKey = replica
    this.#queue.replicas[0].begin(task)
  }

  /** A message whose last delivery was cut off by a crash. */
  #withdraw(message: Message): void {
    this.#log.withdrawn()
    this.#bury(message)
  }

  #acknowledged(message: Message): void {
    this.#log.acknowledged(message)
    this.#forget(message)
  }

  #deliverAgain(message: Message): void {
    const { redeliverAfterMs } = this.#data
    this.#log.returned()
    if (redeliverAfterMs === 0) return this.#line.add(message)
    this.#delayed.add(message)
    this.#delays.set(this.#queue.agenda.now + redeliverAfterMs, message)
  }

  #delayOver(message: Message): void {
    if (message.isLost) return this.#giveBack(message)
    this.#delayed.delete(message)
    this.#line.add(message)
    this.deliver()
  }

  /** The deliveries of a message are used up. */
  #bury(message: Message): void {
    if (this.deadLetters === null) return this.#buried(message, Outcome.Ok)
    message.isDead = true
    this.#send(message, this.deadLetters, 0)
  }

  #buried(message: Message, outcome: Outcome): void {
    if (!isServed(outcome)) return this.#lost(message)
    this.#log.deadLettered(message)
    this.#forget(message)
  }

  #lost(message: Message): void {
    this.#log.lost(message)
    this.#forget(message)
  }

  /** How many messages it keeps: those that wait, and those that are with a worker. */
  get count(): number {
    return this.#stored
  }

  /** What waits is lost with a queue that keeps it in memory. */
  crashed(): void {
    if (this.#data.durable) return
    for (let message = this.#line.shift(); message !== null; message = this.#line.shift()) {
      this.#log.lostWaiting(message)
      this.#forget(message)
    }
    for (const message of this.#delayed) {
      this.#log.lostWaiting(message)
      this.#stored--
      message.isLost = true
    }
    this.#delayed.clear()
  }

  #forget(message: Message): void {
    this.#stored--
    this.#giveBack(message)
  }

  #giveBack(message: Message): void {
    message.isLost = false
    message.isDead = false
    message.attempt = null
    this.#idle.push(message)
  }

  #make(): Message {
    this.#queue.world.memory.grow()
    return new Message(this)
  }
}
