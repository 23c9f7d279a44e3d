/** What queues and workers must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { constant, distributionOf } from '../kernel/distributions/index.ts'
import type { Problem } from '../kernel/errors.ts'
import { queuePlaces } from '../kernel/queue-bound.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  oneOf,
  options,
  readBy,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../kernel/schema.ts'
import { aDuration, aShare, durationOver0 } from '../kernel/unit-schemas.ts'
import { messageSize } from './calls/call-schema.ts'
import type { BatchData } from './consuming.ts'
import type { PartitionsData } from './data.ts'
import { capacityEntries, handler, only, working } from './handlers.ts'
import { mistakesInZones } from './zones-schema.ts'
import { stepsSchema } from './step-schema.ts'
import { queueName } from './texts.ts'

const CAPACITY = 10_000
const DELIVERIES = 5
const VISIBILITY_MS = 30_000

/** `session.timeout.ms` of Kafka since 3.0. */
const SESSION_MS = 45_000
/** `group.initial.rebalance.delay.ms` of Kafka. */
const REBALANCE_MS = 3_000

const { zone, zones, concurrency, replicas, errorRate, resources, start, stop } = capacityEntries

/** A worker takes no more than it has slots for; what is late all the same may wait. */
const lateDeliveries = { queue: 1_000 }

const count = wholeNumber(1, 10_000, 'partitions: 8')

const partitionOptions = v.pipe(
  options({
    count,
    sessionTimeout: v.optional(aDuration, SESSION_MS),
    rebalance: v.optional(aDuration, REBALANCE_MS),
  }),
  v.transform(
    ({ count, sessionTimeout, rebalance }): PartitionsData => ({
      count,
      sessionMs: sessionTimeout,
      rebalanceMs: rebalance,
    }),
  ),
)

/** How many there are, or that number and more. */
const partitions: Schema<PartitionsData> = chosenBy(written =>
  isRecord(written)
    ? partitionOptions
    : v.pipe(
        count,
        v.transform(count => v.parse(partitionOptions, { count })),
      ),
)

const queueOptions = options({
  kind: v.literal('queue'),
  capacity: v.optional(queuePlaces(1, 10_000_000, 'capacity: 10_000'), CAPACITY),
  backlog: v.optional(wholeNumber(0, 1_000_000, 'backlog: 10_000'), 0),
  latency: v.optional(readBy(distributionOf), constant('1ms')),
  whenFull: v.optional(oneOf(['reject', 'wait']), 'reject'),
  order: v.optional(oneOf(['fifo', 'priority']), 'fifo'),
  deliveries: v.optional(queuePlaces(1, 1_000, 'deliveries: 5'), DELIVERIES),
  poison: v.optional(aShare, 0),
  partitions: v.optional(partitions),
  visibilityTimeout: v.optional(durationOver0(), VISIBILITY_MS),
  redeliverAfter: v.optional(aDuration, 0),
  messageSize: v.optional(messageSize, 0),
  deadLetters: v.optional(queueName),
  durable: v.optional(yesOrNo, true),
  zone,
  concurrency,
  errorRate,
})

const overfull = ({ backlog, capacity }: v.InferOutput<typeof queueOptions>): Problem[] =>
  backlog <= capacity
    ? []
    : [
        {
          what: `it begins with ${backlog} messages, and holds ${capacity}`,
          where: 'backlog',
          fix: `write capacity: ${backlog}, or a smaller backlog`,
        },
      ]

/** A queue. */
export const queueSchema = v.pipe(
  consistent(queueOptions, written => [...unordered(written), ...overfull(written)]),
  v.transform(({ capacity, latency, deliveries, deadLetters, durable, ...written }) =>
    handler({ ...written, queue: 1_000 }, 1_000, {
      kind: 'queue',
      operations: working(latency),
      messages: {
        capacity,
        atStart: written.backlog,
        deliveries,
        visibilityMs: written.visibilityTimeout,
        messageBytes: written.messageSize,
        redeliverAfterMs: written.redeliverAfter,
        deadLetters: deadLetters ?? null,
        durable,
        waits: written.whenFull === 'wait',
        byPriority: written.order === 'priority',
        poison: written.poison,
        partitions: written.partitions ?? null,
        workers: [],
      },
    }),
  ),
)

/** What is ordered by partition cannot be ordered by importance. */
function unordered({ order, partitions }: v.InferOutput<typeof queueOptions>): Problem[] {
  if (order === 'fifo' || partitions === undefined) return []
  const what = 'a partition hands out its messages in the order in which they came'
  return [{ where: 'order', what, fix: "leave order: 'priority' out, or partitions" }]
}

const batch = v.pipe(
  options({
    size: wholeNumber(1, 10_000, 'batch: { size: 10 }'),
    wait: v.optional(aDuration, 0),
  }),
  v.transform(({ size, wait }): BatchData => ({ size, waitMs: wait })),
)

const workerOptions = options({
  kind: v.literal('worker'),
  of: queueName,
  handle: stepsSchema,
  renewEvery: v.optional(durationOver0('10s')),
  batch: v.optional(batch),
  idempotent: v.optional(durationOver0('10m')),
  zone,
  zones,
  concurrency,
  replicas,
  errorRate,
  resources,
  start,
  stop,
})

/** A worker. */
export const workerSchema = v.pipe(
  consistent(workerOptions, written => [...mistakesInZones(written)]),
  v.transform(({ of, handle, renewEvery, batch, idempotent, ...written }) =>
    handler({ ...written, ...lateDeliveries }, 1, {
      kind: 'worker',
      operations: only(handle),
      source: of,
      consuming: {
        renewEveryMs: renewEvery ?? null,
        batch: batch ?? null,
        idempotentMs: idempotent ?? null,
      },
    }),
  ),
)
