/**
 * A consumer: one replica of a worker, which takes messages when it has a slot free. What it has
 * taken is either still held by the broker, which waits for an acknowledgement, or overdue: the
 * broker has given it up, and the worker is still at it.
 */
import type { Ms } from '../../kernel/units.ts'
import type { Call } from '../calls/call.ts'
import { isLostOnLeaving, isWordLost } from '../faults/passage.ts'
import type { Door } from '../handling/door.ts'
import type { Link } from '../network/link.ts'
import type { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { Batch, Batching } from './batch.ts'
import type { Idempotence } from './idempotence.ts'
import type { Message } from './message.ts'
import type { Renewal } from './renewal.ts'
import { stopsAll } from '../faults/replica-effects.ts'

/** How messages get to a worker. */
export type Route = {
  /** One delivery. */
  readonly program: Program
  readonly link: Link
}

/** Who divides the partitions of a queue among consumers. */
export type Group = {
  stopped(consumer: Consumer): void
  rebalance(): void
}

/** What is delivered to a consumer, and acknowledged or not: a message, or a batch of them. */
export type Delivered = Pick<Message, 'consumer' | 'life' | 'isInside' | 'isPoisoned'>

/** One replica of a worker, as its queue knows it. */
export class Consumer implements Door {
  readonly replica: Replica
  readonly route: Route
  /** Gathers messages for it, where it takes several at once; and the batch being gathered. */
  batching: Batching | null = null
  batch: Batch | null = null
  /** Knows what was handled; null where nobody asks. */
  idempotence: Idempotence | null = null
  /** Asks for more time for what it is at; null where it never does. */
  renewal: Renewal | null = null
  /** Those among whom partitions are divided; null where there are none. */
  group: Group | null = null
  readonly #becameFree: () => void
  #held = 0
  #overdue = 0
  #life = 0

  /** @param becameFree told when a slot is free of which the broker does not hear otherwise */
  constructor(replica: Replica, route: Route, becameFree: () => void) {
    this.replica = replica
    this.route = route
    this.#becameFree = becameFree
  }

  /**
   * Whether it has a slot free and runs, so that it asks for messages. A crash that keeps it from
   * one has touched that message.
   */
  asks(): boolean {
    const { conditions, component } = this.replica
    const isBusy = this.#held + this.#overdue >= component.handling.concurrency
    if (isBusy && this.batch === null) return false
    if (conditions.quiet || !conditions.isClosed) return true
    conditions.touch(stopsAll)
    return false
  }

  /** Goes up with each restart: what was held before is nothing to it. */
  get life(): number {
    return this.#life
  }

  /** Whether it runs, and has run since it was given this. */
  holds({ life }: Delivered): boolean {
    return !this.isDown && life === this.#life
  }

  /** Whether it does not run. */
  get isDown(): boolean {
    return this.replica.conditions.isDown
  }

  /** Whether its asking for messages reaches the broker. */
  reaches(now: Ms): boolean {
    return (
      !isLostOnLeaving(this.replica.conditions, now) && !isWordLost(this.route.link.conditions, now)
    )
  }

  /** Whether it runs and is heard when it asks for more time. */
  renews(now: Ms): boolean {
    if (this.isDown || this.replica.standsStill) return false
    return this.reaches(now)
  }

  /** Whether the message after the next one goes to it as well: into the same batch. */
  get gathersOn(): boolean {
    return this.batching?.goesOnAfter(this.batch?.messages.length ?? 0) ?? false
  }

  /** Something is on its way to it. */
  take(message: Delivered): void {
    message.consumer = this
    message.life = this.#life
    this.#held++
  }

  /** The broker knows how a delivery ended, or has given it up. */
  liftFault(message: Delivered): void {
    if (message.life === this.#life) this.#held--
    if (message.isInside) this.#overdue++
    message.isInside = false
    message.consumer = null
  }

  /** It runs no more: one that was stopped has said goodbye, one that has crashed is missed. */
  stopped(because: number): void {
    if (because === Reason.CutOff) this.group?.rebalance()
    else this.group?.stopped(this)
  }

  /** It starts anew, with all its slots free. */
  restarted(): void {
    this.#life++
    this.#held = 0
    if (this.batch !== null) this.take(this.batch)
    this.group?.rebalance()
    this.#becameFree()
  }

  /** It takes messages again. */
  opened(): void {
    this.#becameFree()
  }

  admit(task: Task, now: Ms): number {
    this.idempotence?.begins(task, now)
    if (isLate(task)) this.#overdue++
    else this.#begins(messageOf(task), task)
    return 0
  }

  #begins(message: Delivered, task: Task): void {
    message.isInside = true
    if (message.isPoisoned) task.fail(UNPROCESSABLE)
    this.renewal?.begins(task, this)
  }

  left(task: Task, _outcome: Outcome, now: Ms): void {
    this.idempotence?.left(task, now)
    if (!isLate(task)) {
      messageOf(task).isInside = false
      return
    }
    this.#overdue--
    this.#becameFree()
  }
}

/** What nobody can handle fails whoever tries, for as long as that takes. */
const UNPROCESSABLE = 422

/** Whether the broker has given this delivery up. */
const isLate = ({ call, ticket }: Task): boolean => (call as Call).ticket !== ticket

const messageOf = ({ call }: Task): Delivered => (call as Call).parent.errand as Message | Batch
