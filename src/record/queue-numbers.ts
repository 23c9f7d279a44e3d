/** What became of the messages of a queue in some part of a run, as plain numbers. */
import type { Ms } from '../kernel/units.ts'
import { Level as Kind } from './levels.ts'
import type { ComponentMeter } from './meters.ts'
import type { PartitionNumbers } from './partition-meter.ts'
import {
  componentNumbers,
  type LatencyNumbers,
  type Level,
  levelOf,
  type Reasons,
} from './views.ts'
import type { Span } from './window.ts'

/** What became of the messages of a queue; each belongs to the time at which it was published. */
export type QueueNumbers = {
  /** Messages that the queue took. */
  readonly published: number
  /** Messages that a worker has handled. */
  readonly acknowledged: number
  /** Messages whose deliveries were used up. */
  readonly deadLettered: number
  /** Messages lost in a crash, or on the way to the queue for dead letters. */
  readonly lost: number
  /** Messages that the queue took and nobody handled: dead-lettered, or lost. */
  readonly failed: number
  /** Those of all that it took, 0 to 1; undefined where it took none. */
  readonly failedShare: number | undefined
  /** Messages that were waiting or with a worker when the run ended. */
  readonly unfinished: number
  /** How often messages were handed to a worker; one may be delivered several times. */
  readonly deliveries: number
  /** Messages waiting for a worker: the mean over time, and the most at once. */
  readonly depth: Level
  /** Messages with a worker, not acknowledged yet. */
  readonly unacknowledged: Level
  /** From being published, or the end of its `delay`, to the first delivery, in milliseconds. */
  readonly lag: LatencyNumbers
  /** From being published to the end, in milliseconds. */
  readonly latency: LatencyNumbers
  /** Why messages that were published in that part were dead-lettered or lost. */
  readonly reasons: Reasons
  /** Partition by partition; left out where the queue has none. */
  readonly partitions?: readonly PartitionNumbers[]
  /** How often its workers divided the partitions anew; left out where it has none. */
  readonly rebalances?: number
}

/** The numbers of a queue over a part of a run that ended at a moment. */
export function queueNumbers(meter: ComponentMeter, span: Span, endedAt: Ms): QueueNumbers {
  const { issued, outcomes, unfinished, counts, queue, waiting, latency, reasons } =
    componentNumbers(meter, span, endedAt)
  const failed = outcomes.rejected + outcomes.error
  return {
    published: issued,
    acknowledged: outcomes.ok,
    deadLettered: outcomes.rejected,
    lost: outcomes.error,
    failed,
    failedShare: issued === 0 ? undefined : failed / issued,
    unfinished,
    deliveries: counts.deliveries ?? 0,
    depth: queue,
    unacknowledged: levelOf(meter.levels, Kind.Busy, { span, endedAt }),
    lag: waiting,
    latency,
    reasons,
    ...partitionsOf(meter, span),
  }
}

function partitionsOf({ partitions }: ComponentMeter, { slots }: Span) {
  if (partitions === null) return {}
  return { partitions: partitions.over(slots), rebalances: partitions.rebalances(slots) }
}
