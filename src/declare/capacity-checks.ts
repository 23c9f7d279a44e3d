/** What the queue of a component and the limits at its entrance may contradict. */
import type { Problem } from '../kernel/errors.ts'
import { limitBounds } from '../policies/concurrency-limit/algorithms.ts'
import type { HandlerData } from './data.ts'

/** Rules for a queue in which nobody waits, and limits that are never reached or said twice. */
export function capacityProblems(part: HandlerData): Problem[] {
  return [...conflictProblems(part), ...queueProblems(part), ...connectionProblems(part)]
}

function conflictProblems({ conflictRate, nonBlocking }: HandlerData): Problem[] {
  return conflictRate > 0 && nonBlocking ? [NOBODY_HOLDS] : []
}

const NOBODY_HOLDS: Problem = {
  where: 'conflictRate',
  what: 'requests conflict with others that hold a slot, and with nonBlocking none does for long',
  fix: 'leave nonBlocking out, or write errorRate',
}

function connectionProblems({ listen, resources }: HandlerData): Problem[] {
  const areHeld = resources.stocks.some(({ name }) => name === 'connections')
  if (!areHeld || listen === null || listen.most === Infinity) return []
  const what = 'connections are counted twice: as those that are open, and one for each request'
  const fix = 'leave resources.connections out, or listen.maxConnections'
  return [{ where: 'listen', what, fix }]
}

function queueProblems(part: HandlerData): Problem[] {
  const { concurrency, queue, nonBlocking, shedding } = part
  if (shedding === null) return unreachedLimit(part)
  if (nonBlocking) return [NOBODY_WAITS, ...unreachedLimit(part)]
  if (queue > 0) return unreachedLimit(part)
  const what = `queue is 0, so of ${concurrency + 1} requests at once nobody waits to be shed`
  return [{ where: 'shedding', what, fix: 'write queue: 200, or leave shedding out' }]
}

const NOBODY_WAITS: Problem = {
  where: 'shedding',
  what: 'with nonBlocking requests begin at once, so there is nobody in the queue to shed',
  fix: "bound the load with limit: { algorithm: 'gradient2' }, or leave nonBlocking out",
}

function unreachedLimit({ concurrency, queue, nonBlocking, limit }: HandlerData): Problem[] {
  if (limit === null || nonBlocking) return []
  const { min } = limitBounds(limit)
  const most = concurrency + queue
  if (min <= most) return []
  const what =
    `the limit never falls below ${min}, but slots and queue hold ` +
    `no more than ${concurrency} + ${queue} requests`
  return [
    { where: 'limit', what, fix: `write min: ${Math.max(1, concurrency)}, or a longer queue` },
  ]
}
