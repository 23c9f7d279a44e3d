/** Messages of a queue, and the line in which they wait for a worker. Pooled. */
import type { Ms } from '../../kernel/units.ts'
import type { Attempt } from '../../record/journey.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Errand } from '../calls/errand.ts'
import type { Task } from '../handling/task.ts'
import type { Broker } from './broker.ts'
import type { Consumer } from './consumer.ts'
import { CONFLICT, Identity } from './idempotence.ts'

/** What a message has of the task that publishes it. */
export type Published = Pick<Task, 'priority' | 'session' | 'attempt'> &
  Partial<Pick<Task, 'request'>>

/** A message: published once, delivered until somebody acknowledges it. */
export class Message implements Errand {
  readonly #broker: Broker
  publishedAt: Ms = 0.5
  /** When it may be delivered for the first time. */
  dueAt: Ms = 0.5
  /** The slot of time in which it was published. */
  slot = 0
  /** How often it has been delivered. */
  deliveries = 0
  /** Nobody can ever handle it. */
  isPoisoned = false
  /** Its partition, where there are some. */
  partition = 0
  priority = 0
  session = 0
  /** Who it was delivered to last, and in which of that one's lives. */
  consumer: Consumer | null = null
  life = 0
  /** It is inside its consumer. */
  isInside = false
  /** Sees to the delivery that was begun last. */
  task: Task | null = null
  /** Why nobody acknowledged it when it was last on its way; 0 while nothing has failed. */
  because: number = Reason.None
  /** It is on its way to the queue for dead letters. */
  isDead = false
  /** It was lost while it waited to be delivered again; that event gives it back. */
  isLost = false
  /** What makes it the same as another, where workers care. */
  identity: Identity | undefined = undefined
  /** Its publishing in a journey, when the request is traced. */
  attempt: Attempt | null = null
  /** The one behind it in the line. */
  next: Message | null = null

  constructor(broker: Broker) {
    this.#broker = broker
  }

  /** A task publishes it. */
  publishedBy(task: Published, now: Ms): void {
    this.publishedAt = now
    this.deliveries = 0
    this.because = Reason.None
    this.priority = task.priority
    this.session = task.session
    this.attempt = task.attempt
    this.identity = task.request instanceof Identity ? task.request : undefined
  }

  /** Its delivery has failed since another is at the same. */
  get isInHand(): boolean {
    return this.because === CONFLICT && this.identity?.isInHand === true
  }

  /** Nobody will acknowledge the delivery under way: its time is up. */
  expire(): void {
    const call = this.task?.waitsFor
    call?.site.expire(call)
  }

  finished(task: Task): void {
    this.#broker.ended(this, task)
  }

  callFailed(outcome: Outcome, reason: number): void {
    this.because = whyNot(outcome, reason)
  }

  lost(_task: Task, because: number): void {
    this.#broker.cutOff(this, because)
  }
}

/** Why a delivery that ended so was not acknowledged. */
export const whyNot = (outcome: Outcome, reason: number): number =>
  outcome === Outcome.Timeout ? Reason.NotAcknowledged : reason

/** Messages in a line, first come first served. */
export class MessageLine {
  #first: Message | null = null
  #last: Message | null = null

  get first(): Message | null {
    return this.#first
  }

  add(message: Message): void {
    message.next = null
    if (this.#last === null) this.#first = message
    else this.#last.next = message
    this.#last = message
  }

  /** Puts one before all others. */
  addFirst(message: Message): void {
    message.next = this.#first
    this.#first = message
    this.#last ??= message
  }

  /** Takes out the first one. */
  shift(): Message | null {
    const message = this.#first
    if (message === null) return null
    this.#first = message.next
    if (this.#first === null) this.#last = null
    return message
  }
}
