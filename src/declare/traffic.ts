/**
 * How often everything is asked while nothing goes wrong, from the declared load and steps: no
 * retries, no fallbacks, each request as often as its steps say on average.
 */
import { mean } from '../kernel/distributions/index.ts'
import type { Ms } from '../kernel/units.ts'
import {
  type HandlerData,
  type PartData,
  sequencesOf,
  type StepData,
  type SystemData,
} from './data.ts'
import { componentOf, cycleIn, operationOf } from './graph.ts'
import { usualRate } from './load/usual-rate.ts'

/** Requests a millisecond, and how long each keeps a slot busy with its own work, on average. */
export type Traffic = {
  /** By component. */
  readonly requests: ReadonlyMap<string, number>
  /** By call, `caller->callee`. */
  readonly calls: ReadonlyMap<string, number>
  /** Work that comes in, by component: slots that are busy at any time. */
  readonly busy: ReadonlyMap<string, number>
}

/** What one handling leads to. */
type Handling = { readonly calls: Map<string, number>; workMs: Ms }

/** Whether questions to a cache are all answered by it, or all missed, where it is not declared. */
export type Caching = 'all hits' | 'all misses'

/**
 * The traffic of a system.
 *
 * @param caching what becomes of questions to caches by key: the truth lies between the two
 * @returns undefined for a system whose calls go in a circle: there it has no bound
 */
export function trafficOf(data: SystemData, caching: Caching): Traffic | undefined {
  if (cycleIn(data) !== undefined) return undefined
  const handlings = new Map<string, Handling>()
  for (const [name, part] of data.parts) {
    for (const [sequence, steps] of sequencesOf(part)) {
      const handling = handlingOf(steps, caching)
      addDeliveries(handling, data, part)
      handlings.set(`${name}.${sequence}`, handling)
    }
  }
  const rates = new Map<string, number>()
  const [calls, busy] = [new Map<string, number>(), new Map<string, number>()]
  for (const [name, part] of data.parts) addLoad(rates, name, part)
  for (const key of callersFirst(handlings)) {
    const rate = rates.get(key) ?? 0
    const handling = handlings.get(key) as Handling
    const caller = componentOf(key)
    add(busy, caller, rate * handling.workMs)
    for (const [callee, times] of handling.calls) {
      add(rates, keyOf(callee), rate * times)
      add(calls, `${caller}->${callee}`, rate * times)
    }
  }
  const requests = new Map<string, number>()
  for (const [key, rate] of rates) add(requests, componentOf(key), rate)
  return { requests, calls, busy }
}

const keyOf = (callee: string): string => `${componentOf(callee)}.${operationOf(callee)}`

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}

function addLoad(rates: Map<string, number>, name: string, part: PartData): void {
  if (part.kind !== 'clients') return
  const { load, tasks } = part
  const whole = [...tasks.values()].reduce((sum, { weight }) => sum + weight, 0)
  const begun =
    load.arrivals === 'users'
      ? load.users / Math.max(1e-9, mean(load.think))
      : usualRate(load.shape)
  for (const [task, { weight }] of tasks) rates.set(`${name}.${task}`, (begun * weight) / whole)
}

/** Each message goes to one of the workers of its queue, by how many each can take at a time. */
function addDeliveries({ calls }: Handling, { parts }: SystemData, part: PartData): void {
  if (part.kind === 'clients' || part.messages === null) return
  const slots = part.messages.workers.map((worker): [string, number] => {
    const { concurrency, replicas } = parts.get(worker) as HandlerData
    return [worker, concurrency * replicas]
  })
  const all = slots.reduce((sum, [, count]) => sum + count, 0)
  for (const [worker, count] of slots) add(calls, worker, count / all)
}

function handlingOf(steps: readonly StepData[], caching: Caching): Handling {
  const handling: Handling = { calls: new Map(), workMs: 0 }
  collect(steps, 1, handling, caching)
  return handling
}

function collect(
  steps: readonly StepData[],
  times: number,
  into: Handling,
  caching: Caching,
): void {
  for (const step of steps) {
    switch (step.step) {
      case 'work':
        into.workMs += times * mean(step.time)
        break
      case 'call':
      case 'publish':
        add(into.calls, step.to, times)
        break
      case 'parallel':
        for (const branch of step.branches) collect(branch, times, into, caching)
        break
      case 'choose': {
        const whole = step.ways.reduce((sum, { weight }) => sum + weight, 0)
        for (const way of step.ways) {
          collect(way.steps, (times * way.weight) / whole, into, caching)
        }
        break
      }
      case 'repeat':
        collect(step.steps, times * step.times, into, caching)
        break
      case 'cached':
        if (step.cache !== null) add(into.calls, step.cache, times)
        collect(step.miss, times * missRatio(step.keys, caching), into, caching)
        break
    }
  }
}

function missRatio(keys: Extract<StepData, { step: 'cached' }>['keys'], caching: Caching): number {
  if ('hitRatio' in keys) return 1 - keys.hitRatio
  return caching === 'all misses' ? 1 : 0
}

/** Every handling before those it leads to. Depth first, without recursion. */
function callersFirst(handlings: ReadonlyMap<string, Handling>): string[] {
  const done = new Set<string>()
  const order: string[] = []
  for (const start of handlings.keys()) {
    const path = [{ key: start, callees: calleesOf(handlings, start) }]
    if (done.has(start)) continue
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.callees.pop()
      if (next === undefined) {
        if (!done.has(top.key)) order.push(top.key)
        done.add(top.key)
        path.pop()
      } else if (!done.has(next)) path.push({ key: next, callees: calleesOf(handlings, next) })
    }
  }
  return order.toReversed()
}

const calleesOf = (handlings: ReadonlyMap<string, Handling>, key: string): string[] =>
  [...(handlings.get(key)?.calls.keys() ?? [])].map(keyOf)
