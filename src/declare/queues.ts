/** Asynchronous work: queues that hold messages, and the workers that take them. */
import type { Distribution, TimeSpec } from '../kernel/distributions/index.ts'
import type { QueueBound } from '../kernel/queue-bound.ts'
import type { Duration, Share, Size } from '../kernel/units.ts'
import type { AutoscalingSpec, Placed, Spread } from './balancing.ts'
import type { Component } from './components.ts'
import { deepFrozen } from './frozen.ts'
import type { LifecycleSpec } from './lifecycle.ts'
import type { ResourcesSpec } from './resources.ts'
import type { Steps } from './steps.ts'

/** A queue, as declared. Its callee is the queue for what nobody could handle. */
export interface QueueComponent<
  out DeadLetters extends string = string,
  out Zone extends string = string,
> extends Component<DeadLetters, never, never, Zone> {
  readonly kind: 'queue'
}

/** A worker, as declared. The type parameter `Source` remembers whose messages it takes. */
export interface WorkerComponent<
  out Callee extends string = string,
  out Source extends string = string,
  out Zone extends string = string,
> extends Component<Callee, never, never, Zone> {
  /** Only for the compiler; never there when the program runs. */
  readonly types?: NonNullable<Component<Callee, never, never, Zone>['types']> & {
    readonly source: Source
  }
}

/** A queue: how much it holds, and how it sees to it that every message is handled. */
export type QueueSpec<D extends string, Z extends string> = Placed<Z> & {
  /**
   * Messages it holds, those with a worker included; when it is full, publishing is rejected. With
   * `'unbounded'` it is never full, and a run ends with an error when memory is. Default 10,000.
   */
  readonly capacity?: QueueBound | undefined
  /**
   * Messages that it holds when the run begins, published at 0 by nobody, with priority 0: what has
   * piled up before. No more than `capacity`. Default 0.
   */
  readonly backlog?: number | undefined
  /** How long storing a message takes; then the producer has its acknowledgement. Default 1 ms. */
  readonly latency?: TimeSpec | undefined
  /**
   * Whether publishing into a full queue is rejected (`reject`), or waits for room, and blocks the
   * producer (`wait`). Those who wait hold its `concurrency`. Default `reject`.
   */
  readonly whenFull?: 'reject' | 'wait' | undefined
  /**
   * Which message is handed out next: the one that has waited longest (`fifo`), or of the most
   * important ones (`priority` of the publishing, or of its request) the one that has
   * (`priority`). Default `fifo`.
   */
  readonly order?: 'fifo' | 'priority' | undefined
  /** How often a message is delivered; `'unbounded'` for as often as it takes. Default 5. */
  readonly deliveries?: QueueBound | undefined
  /**
   * The share of messages that nobody can ever handle, whatever the tries: each delivery fails with
   * code 422 once its work is done. Default 0.
   */
  readonly poison?: Share | undefined
  /**
   * Ordered partitions, as Kafka has them; this many, or more about them. A message goes into one
   * by the `key` of its publishing, else by its request; of each partition one is handled at a
   * time, and one that fails blocks those behind it. Each partition has one replica of the workers
   * that takes its messages. Default: one line, from which all take.
   */
  readonly partitions?: number | PartitionsSpec | undefined
  /**
   * How long a worker may take to acknowledge. Then the message is delivered again, even if a slow
   * worker is still at it: each is handled at least once. Default 30 s.
   */
  readonly visibilityTimeout?: Duration | undefined
  /** How long a message waits after a delivery that was not acknowledged. Default: not at all. */
  readonly redeliverAfter?: Duration | undefined
  /** The size of a message on its way to a worker, or a law whose numbers are bytes. Default 0. */
  readonly messageSize?: Size | Distribution | undefined
  /** The queue for messages whose deliveries are used up. Default: they are counted and gone. */
  readonly deadLetters?: D | undefined
  /** Whether messages outlast a crash. Default true. */
  readonly durable?: boolean | undefined
  /** Messages stored at the same time. Default 1000. */
  readonly concurrency?: number | undefined
  /** The share of publishings that fail by themselves, with code 500. Default 0. */
  readonly errorRate?: Share | undefined
}

/** The partitions of a queue, and the group of workers that divide them among themselves. */
export type PartitionsSpec = {
  /** How many there are. Workers beyond that number are idle. */
  readonly count: number
  /**
   * How long a worker has to be down until its partitions go to others, and what it had in hand is
   * read again. Default 45 s, as Kafka's.
   */
  readonly sessionTimeout?: Duration | undefined
  /**
   * How long it takes to divide them anew, whenever a worker is left out or comes back; until then
   * no message of any partition is delivered. Default 3 s.
   */
  readonly rebalance?: Duration | undefined
}

/** Messages that a worker takes at once. */
export type BatchSpec = {
  /** How many at most (`BatchSize` of AWS Lambda). */
  readonly size: number
  /**
   * How long the first one waits for others, in the queue and with a slot of its worker
   * (`MaximumBatchingWindowInSeconds`). Default: it takes those that are there.
   */
  readonly wait?: Duration | undefined
}

/** A worker: whose messages it takes, how many at a time, and what it does with each. */
export type WorkerSpec<Q extends string, C extends string, Z extends string> = Spread<Z> &
  LifecycleSpec<C> & {
    /** The queue whose messages it takes. Workers of one queue share its messages. */
    readonly of: Q
    /** What it does with a message. When that fails, the message is not acknowledged. */
    readonly handle: Steps<C>
    /**
     * While it is at a message, it asks the queue so often for another `visibilityTimeout` (a
     * heartbeat), and while it is paused, it does not. Default: it never asks.
     */
    readonly renewEvery?: Duration | undefined
    /**
     * It takes several messages at once, and `handle` is done once for all of them, on behalf of
     * the first. All are acknowledged, or none: when it fails, or one of them is `poison`, all are
     * delivered again, as by AWS Lambda without partial responses. Not of `partitions`. Default:
     * one at a time.
     */
    readonly batch?: BatchSpec | undefined
    /**
     * For how long it knows what it has handled, all its replicas together: what is delivered again
     * within that time is acknowledged and not handled (`duplicates` counts them). While another
     * replica is at the same message, a delivery fails with code 409, and the next comes after
     * `redeliverAfter`, or where that is 0 after `visibilityTimeout`. All attempts of one
     * publishing are the same. Not with `batch`. Default: it handles whatever is delivered.
     */
    readonly idempotent?: Duration | undefined
    /** Messages, or batches of them, handled at the same time by one replica. Default 1. */
    readonly concurrency?: number | undefined
    /** How many there are of it. Default 1. */
    readonly replicas?: number | AutoscalingSpec | undefined
    /** The share of messages that it fails to handle by itself. Default 0. */
    readonly errorRate?: Share | undefined
    /** What of each replica is finite, besides slots: memory, cores, … Default: nothing. */
    readonly resources?: ResourcesSpec | undefined
  }

/**
 * A queue of messages. Producers `publish`; workers take a message when they are free, the oldest
 * one first. What is not acknowledged is delivered again, behind the messages that wait by then.
 *
 * @example queue({ capacity: 10_000, deliveries: 5, redeliverAfter: '30s' })
 */
export function queue<const D extends string = never, const Z extends string = never>(
  spec: QueueSpec<D, Z> = {},
): QueueComponent<D, Z> {
  return deepFrozen({ kind: 'queue', ...spec })
}

/**
 * A worker: takes messages of a queue and handles them. A delivery is the call `queue->worker`.
 *
 * @example worker({ of: 'orders', concurrency: 8, replicas: 2, handle: [call('smtp')] })
 */
export function worker<
  const Q extends string,
  const C extends string = never,
  const Z extends string = never,
>(spec: WorkerSpec<Q, C, Z>): WorkerComponent<C, Q, Z> {
  return deepFrozen({ kind: 'worker', ...spec })
}
