/** How a worker takes messages, as the engine takes it; and what of that contradicts its queue. */
import type { Problem } from '../kernel/errors.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { HandlerData, MessagesData } from './data.ts'

/** How a worker takes messages. */
export type ConsumingData = {
  /** How often it asks for more time for a message that it is at; null for never. */
  readonly renewEveryMs: Ms | null
  /** For how long it knows what it has handled; null where it never does. */
  readonly idempotentMs: Ms | null
  /** Null where it takes one at a time. */
  readonly batch: BatchData | null
}

/** Messages that are handled at once. */
export type BatchData = {
  /** How many at most. */
  readonly size: number
  /** How long the first one waits for others. */
  readonly waitMs: Ms
}

/** Mistakes between how a worker takes messages and how its queue hands them out. */
export function* mistakesInConsuming(
  name: string,
  { consuming }: HandlerData,
  { visibilityMs, partitions }: MessagesData,
): Generator<Problem> {
  if (partitions !== null && (consuming?.batch ?? null) !== null) {
    const what = 'of a partition one message at a time is with a worker'
    const fix = 'leave batch out, or the partitions of the queue'
    yield { where: `${name} › batch`, what, fix }
  }
  const isIdempotent = (consuming?.idempotentMs ?? null) !== null
  if (isIdempotent && (consuming?.batch ?? null) !== null) {
    const what = 'it takes several messages at once, of which some may be handled and some not'
    yield { where: `${name} › idempotent`, what, fix: 'leave idempotent out, or batch' }
  }
  const everyMs = consuming?.renewEveryMs ?? 0
  if (everyMs < visibilityMs) return
  const what =
    `it asks for more time every ${exactDuration(everyMs)}, but its messages are delivered again ` +
    `after ${exactDuration(visibilityMs)}`
  const fix = `write renewEvery: '${exactDuration(visibilityMs / 2)}'`
  yield { where: `${name} › renewEvery`, what, fix }
}
