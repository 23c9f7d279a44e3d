/**
 * Work that was accepted and never done: messages that a queue took, and that nobody handled. No
 * client learns of it, so its availability does not show it.
 */
import { count } from '../kernel/count.ts'
import { sentence } from '../kernel/printable.ts'
import { formatShare } from '../kernel/units.ts'
import { type QueueNumbers, queueNumbers } from './queue-numbers.ts'
import type { Recording } from './recording.ts'
import { type Span, spanOf } from './window.ts'

/** A queue of which not all was handled. */
type Unhandled = QueueNumbers & { readonly queue: string }

/** Fewer than this share of messages still waiting is what any end of a run cuts off. */
const LEAST_WAITING = 0.01

/**
 * The queues some of whose messages failed, in order of names.
 *
 * @param span the part of the run in which these were published; default all of it
 */
export function unhandledIn(recording: Recording, span = spanOf(recording)): Unhandled[] {
  return all(recording, span).filter(({ failed }) => failed > 0)
}

/** The same, and what was left waiting, in sentences. */
export function unhandledSentences(recording: Recording): string[] {
  return all(recording, spanOf(recording)).flatMap(numbers => [
    ...(numbers.failed > 0 ? [`${unhandledText(numbers)}${why(numbers)}.`] : []),
    ...leftWaiting(recording, numbers),
  ])
}

/** How much nobody acknowledged: `orders: 40 of all 1,200 messages were never acknowledged`. */
export const unhandledText = ({ queue, failed, published }: Unhandled): string =>
  sentence(`${queue}: ${count(failed)} of all ${count(published)} messages were never acknowledged`)

function all(recording: Recording, span: Span): Unhandled[] {
  return [...recording.queues]
    .map(([queue, meter]) => ({ queue, ...queueNumbers(meter, span, recording.endedAt) }))
    .sort((a, b) => (a.queue < b.queue ? -1 : 1))
}

/** `: 40 dead-lettered (not acknowledged in time 30, 500 10)`. */
function why({ deadLettered, lost, reasons }: Unhandled): string {
  const ways = [
    deadLettered > 0 && `${count(deadLettered)} dead-lettered`,
    lost > 0 && `${count(lost)} lost`,
  ]
  const each = reasons.map(({ because, count: many }) => `${because} ${count(many)}`)
  const told = reasons.length === 1 ? reasons[0].because : each.join(', ')
  return `: ${ways.filter(Boolean).join(' and ')}${told && ` (${told})`}`
}

/** A queue that nobody empties keeps what it has by its nature. */
function leftWaiting(recording: Recording, { queue, published }: Unhandled): string[] {
  const hasWorkers = [...recording.calls.keys()].some(call => call.startsWith(`${queue}->`))
  const waiting = recording.queues.get(queue)?.levels.queued ?? 0
  if (!hasWorkers || waiting === 0 || waiting < published * LEAST_WAITING) return []
  const share = formatShare(waiting / published)
  const some = `${count(waiting)} of ${count(published)} messages (${share})`
  return [sentence(`${queue}: ${some} still waited when the run ended.`)]
}
