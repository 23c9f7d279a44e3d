/**
 * The broker of a queue: keeps its messages, hands them to workers that are free, and hands them
 * out again until somebody acknowledges them or their deliveries are used up.
 */
import type { MessagesData } from '../../declare/data.ts'
import type { Draws } from '../../kernel/draws.ts'
import type { ComponentMeter } from '../../record/meters.ts'
import { isServed, Outcome } from '../../record/outcome.ts'
import type { Component } from '../handling/component.ts'
import { advance } from '../handling/interpreter.ts'
import type { Messages } from '../handling/messages.ts'
import type { Program } from '../handling/program.ts'
import type { Task } from '../handling/task.ts'
import type { Consumer } from './consumer.ts'
import type { Errand } from '../calls/errand.ts'
import { Asking, type Backlog, SharedLine } from './backlog.ts'
import { type Message, MessageLine, type Published } from './message.ts'
import { MessagePool } from './message-pool.ts'
import { Postponed } from './postponed.ts'
import { PriorityLine } from './priority-line.ts'
import { QueueLog } from './queue-log.ts'
import type { Room } from './room.ts'

/** Keeps and delivers the messages of one queue. */
export class Broker implements Messages {
  /** Every replica of every worker. */
  readonly consumers: Consumer[] = []
  /** Publishes into the queue for dead letters; null when they are only counted. */
  deadLetters: Program | null = null
  readonly #queue: Component
  readonly #data: MessagesData
  readonly #log: QueueLog
  readonly asking: Asking
  /** What waits; until it is said otherwise one line for all. */
  backlog: Backlog
  /** Where publishers wait while the queue is full; null when they are turned away. */
  room: Room | null = null
  /** Decides which messages nobody can handle; null when all can be. */
  poison: (() => boolean) | null = null
  readonly #postponed: Postponed
  readonly #pool: MessagePool
  #stored = 0

  constructor(queue: Component, data: MessagesData, meter: ComponentMeter) {
    const { agenda, world } = queue
    this.#queue = queue
    this.#data = data
    this.#log = new QueueLog(meter, world.recording.grid, agenda)
    this.#pool = new MessagePool(this, world.memory)
    this.#postponed = new Postponed(agenda, {
      due: message => this.#waits(message),
      gone: message => this.#pool.giveBack(message),
    })
    this.asking = new Asking(agenda, () => this.deliver())
    const line = data.byPriority ? new PriorityLine() : new MessageLine()
    this.backlog = new SharedLine(line, this.consumers, this.asking, data.deliveries)
    queue.replicas[0].messages = this
  }

  /**
   * Stores the message that a task publishes.
   *
   * @param delays how long it is kept back; null for not at all
   * @returns false when the queue is full
   */
  store(task: Published, delays: Draws | null): boolean {
    if (this.#stored >= this.#data.capacity || this.room?.isEmpty === false) return false
    this.#take(task, delays)
    this.deliver()
    return true
  }

  /** A publisher that found it full waits for room. @returns false when it has none to wait in */
  holdsBack(task: Task, delays: Draws | null): boolean {
    this.room?.wait(task, delays)
    return this.room !== null
  }

  /** There is room: whoever has waited longest goes on. */
  letIn(): void {
    while (this.#stored < this.#data.capacity) {
      const next = this.room?.next() ?? null
      if (next === null) break
      this.#take(...next)
      advance(next[0])
    }
    this.deliver()
  }

  #take(task: Published, delays: Draws | null): void {
    this.#stored++
    const message = this.#pool.take()
    message.publishedBy(task, this.#queue.agenda.now)
    message.isPoisoned = this.poison?.() ?? false
    this.#log.published(message)
    const delayMs = delays === null ? 0 : delays.next()
    message.dueAt = message.publishedAt + delayMs
    if (delayMs > 0) this.#postponed.keep(message, delayMs)
    else this.backlog.add(message)
  }

  /** Hands out messages as long as there are some and workers free to take them. */
  deliver(): void {
    if (this.#queue.replicas[0].conditions.isDown) return
    for (let message = this.backlog.next(); message !== null; message = this.backlog.next()) {
      const { consumer } = message
      if (consumer === null) {
        this.#log.withdrawn()
        this.#bury(message)
      } else if (consumer.batching === null) this.#hand(message, consumer)
      else consumer.batching.gather(message, consumer)
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
    else this.#settle(message, outcome)
    this.deliver()
  }

  /** The delivery of some messages at once has ended. */
  endedAll(messages: readonly Message[], task: Task): void {
    const { outcome } = task
    this.#queue.world.tasks.giveBack(task)
    for (const message of messages) this.#settle(message, outcome)
    this.deliver()
  }

  #settle(message: Message, outcome: Outcome): void {
    if (isServed(outcome)) {
      this.#log.acknowledged(message)
      this.#forget(message)
    } else if (message.deliveries >= this.#data.deliveries) this.#bury(message)
    else this.#deliverAgain(message)
  }

  /** The queue has stopped with a delivery under way: nobody will hear of its end. */
  cutOff(message: Message, because: number): void {
    message.consumer?.liftFault(message)
    message.isDead = false
    message.because = because
    if (!this.#data.durable) return this.#lost(message)
    this.#log.returned()
    this.backlog.putBack(message)
  }

  #hand(message: Message, consumer: Consumer): void {
    message.deliveries++
    consumer.take(message)
    this.#log.delivered(message)
    this.#send(message, consumer.route.program, consumer.replica.index)
  }

  /** Some messages are delivered at once: for the first, in journeys and by priority. */
  handAll(messages: readonly Message[], { route, replica }: Consumer, errand: Errand): void {
    for (const message of messages) {
      message.deliveries++
      this.#log.delivered(message)
    }
    this.#send(messages[0], route.program, replica.index, errand)
  }

  /** Sends a task with a message, to one replica of the callee if it matters which. */
  #send(message: Message, program: Program, replica: number, errand: Errand = message): void {
    const task = this.#queue.world.tasks.take(program)
    task.errand = errand
    task.isBackground = true
    task.priority = message.priority
    task.session = message.session
    task.attempt = message.attempt
    task.request = message.identity
    task.askedKey = replica
    message.task = task
    this.#queue.replicas[0].begin(task)
  }

  #deliverAgain(message: Message): void {
    const { redeliverAfterMs, visibilityMs } = this.#data
    this.#log.returned()
    const waitMs = redeliverAfterMs > 0 || !message.isInHand ? redeliverAfterMs : visibilityMs
    if (waitMs === 0) return this.backlog.putBack(message)
    this.#postponed.keep(message, waitMs)
  }

  /** A message that was kept back may be delivered. */
  #waits(message: Message): void {
    this.backlog.putBack(message)
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
  stopped(because: number): void {
    for (const { batch } of this.consumers) batch?.disband(this.backlog)
    if (this.#data.durable) return
    for (let message = this.backlog.shift(); message !== null; message = this.backlog.shift()) {
      this.#log.lostWaiting(message, because)
      this.#forget(message)
    }
    for (const message of this.#postponed.lose()) {
      this.#log.lostWaiting(message, because)
      this.#leaves(message)
    }
  }

  #forget(message: Message): void {
    this.#leaves(message)
    this.#pool.giveBack(message)
  }

  #leaves(message: Message): void {
    this.#stored--
    this.backlog.done(message)
    this.room?.open()
  }
}
