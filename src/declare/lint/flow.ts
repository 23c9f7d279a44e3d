/**
 * How many requests come where, of what clients are certain to send, while nothing is wrong: each
 * place takes in what it has room for and no more, and what holds back by itself lets nothing for
 * certain through. So a place that is too small by this is too small.
 */
import { taskShare } from './task-shares.ts'
import type { Ms } from '../../kernel/units.ts'
import { bulkheadSettings } from '../../policies/bulkhead/options.ts'
import {
  type CallPolicy,
  type HandlerData,
  type IntakeLimitData,
  type PartData,
  sequencesOf,
  type SystemData,
} from '../data.ts'
import { componentOf, handlingOf } from '../graph.ts'
import { linkBetween, nearestEnds } from '../network/link-between.ts'
import { certainlyAtOnce } from './contention.ts'
import { turnedAway } from './loss.ts'
import { firmRate } from './offered.ts'
import { meanMs } from './times.ts'
import type { Ground, MadeCall, Walk } from './walk.ts'

/** Where requests hold something of which there is so much: slots of a component, or a pool. */
export type Place = {
  readonly kind: 'slots' | 'pool'
  /** The component, or the call. */
  readonly at: string
  readonly component: string
  /** How much there is, of all replicas. */
  readonly has: number
  /** How much of it is held on average, if there is no end of it. */
  readonly wanted: number
  /** Of that, by work alone. */
  readonly worked: number
  /** Requests a millisecond. */
  readonly rate: number
  /** How long all who may wait would wait. */
  readonly longestWaitMs: Ms
}

/** A handling, how often it is begun, and how long it takes if nothing of it is left out. */
type Walked = { readonly walk: Walk; readonly rate: number; readonly longMs: Ms }

/** A call on its way, at this many a millisecond. */
type OnItsWay = MadeCall & { readonly rate: number }

/** The places of a system, those of callers before those of their callees. */
export class Flow {
  readonly places: Place[] = []
  readonly #ground: Ground
  readonly #rates = new Map<string, number>()
  readonly #hasTraffic: boolean

  /** @param callersFirst the components, each before those it calls */
  constructor(ground: Ground, callersFirst: readonly string[]) {
    this.#ground = ground
    this.#hasTraffic = [...ground.data.links.values()].some(({ traffic }) => traffic !== null)
    for (const name of callersFirst) {
      const part = ground.data.parts.get(name)
      if (part !== undefined) this.#through(name, part)
    }
  }

  #through(name: string, part: PartData): void {
    const { walks: all, data, times } = this.#ground
    const walks = sequencesOf(part).flatMap(([sequence]) => {
      const walk = all.get(`${name}.${sequence}`)
      if (walk === undefined) return []
      const rate = this.#rateOf(name, part, sequence)
      const longMs = meanMs(times.of(`${name}.${sequence}`))
      return [{ walk, rate, longMs, calls: [...walk.calls, ...deliveriesOf(data, part)] }]
    })
    const passes = part.kind === 'clients' ? 1 : this.#take(name, part, walks)
    if (passes === 0) return
    const calls = walks.flatMap(({ rate, calls: made }) =>
      made.map(call => ({ ...call, rate: rate * passes * call.times })),
    )
    for (const { callee, rate } of this.#letOut(name, part, calls)) {
      const key = handlingOf(callee)
      this.#rates.set(key, (this.#rates.get(key) ?? 0) + rate)
    }
  }

  #rateOf(name: string, part: PartData, sequence: string): number {
    if (part.kind !== 'clients') return this.#rates.get(`${name}.${sequence}`) ?? 0
    const taskMs = meanMs(this.#ground.times.of(`${name}.${sequence}`))
    return firmRate(part, taskMs) * taskShare(part, sequence).least
  }

  /** The slots of a component; returns the share that it certainly takes in and does. */
  #take(name: string, part: HandlerData, walks: readonly Walked[]): number {
    const came = walks.reduce((all, { rate }) => all + rate, 0)
    if (came === 0) return 0
    const admitted = Math.min(1, ratePerMs(part.rateLimit, part.replicas) / came)
    const rate = came * admitted
    const total = (ms: (walked: Walked) => Ms): number =>
      admitted * walks.reduce((all, each) => all + each.rate * ms(each), 0)
    const worked = total(({ walk }) => walk.workMs)
    const wanted = part.nonBlocking ? worked : total(({ walk }) => walk.holdMs)
    const atMost = part.nonBlocking
      ? worked
      : Math.max(
          wanted,
          total(({ longMs }) => longMs),
        )
    const { concurrency, replicas, queue } = part
    const has = concurrency * replicas
    const longestWaitMs = (Math.min(queue, 1e9) * wanted) / rate / concurrency
    const kind = 'slots'
    this.places.push({ kind, at: name, component: name, has, wanted, worked, rate, longestWaitMs })
    if (part.limit !== null || part.shedding !== null) return 0
    const full = turnedAway(atMost / replicas, concurrency, queue)
    return admitted * (1 - full) * resourcesLet(part, { wanted: atMost, worked, rate })
  }

  /** What of its calls a component lets out: its pools, limits and links. */
  #letOut(caller: string, part: PartData, calls: readonly OnItsWay[]): OnItsWay[] {
    const replicas = part.kind === 'clients' ? 1 : part.replicas
    const pools = this.#poolsOf(caller, replicas, calls)
    return calls.map(call => {
      let { rate } = call
      for (let policy = call.step?.policy ?? null; policy !== null; policy = policy.inner) {
        if (policy.limit !== null || policy.throttle !== null) rate = 0
        rate = Math.min(rate, ratePerMs(policy.rateLimit, replicas))
        rate *= pools.get(poolOf(policy)) ?? 1
      }
      return { ...call, rate: this.#isNarrow(caller, call.callee) ? 0 : rate }
    })
  }

  /** The share that each pool lets pass. */
  #poolsOf(
    caller: string,
    replicas: number,
    calls: readonly OnItsWay[],
  ): Map<string | object | null, number> {
    const wanted = new Map<string | object, Place & { readonly queue: number }>()
    for (const { callee, step, rate } of calls) {
      for (let policy = step?.policy ?? null; policy !== null; policy = policy.inner) {
        const key = poolOf(policy)
        if (policy.bulkhead === null || key === null) continue
        const { limit, queue } = bulkheadSettings(policy.bulkhead)
        const heldMs = meanMs(this.#ground.times.call(caller, callee, policy))
        const known = wanted.get(key)
        const [at, component] = [known?.at ?? `${caller}->${callee}`, caller]
        const held = (known?.wanted ?? 0) + rate * heldMs
        const all = (known?.rate ?? 0) + rate
        wanted.set(key, {
          kind: 'pool',
          at,
          component,
          has: limit * replicas,
          queue,
          wanted: held,
          worked: held,
          rate: all,
          longestWaitMs: 0,
        })
      }
    }
    this.places.push(...wanted.values())
    return new Map(
      [...wanted].map(([key, { wanted: held, has, queue }]) => [
        key,
        1 - turnedAway(held / replicas, has / replicas, queue),
      ]),
    )
  }

  /** A link that may carry less than comes, which is not reckoned here. */
  #isNarrow(caller: string, callee: string): boolean {
    if (!this.#hasTraffic) return false
    const { data } = this.#ground
    const ends = nearestEnds(data.parts, caller, componentOf(callee))
    const { declared } = linkBetween(data, `${caller}->${callee}`, ends)
    const { traffic } = declared
    return (traffic?.capacity ?? traffic?.over ?? traffic?.connection ?? null) !== null
  }
}

/** Each message goes to one of the workers of its queue, by how many each can take at a time. */
export function deliveriesOf({ parts }: SystemData, part: PartData): MadeCall[] {
  if (part.kind === 'clients' || part.messages === null) return []
  const slots = part.messages.workers.map((worker): [string, number] => {
    const { concurrency, replicas } = parts.get(worker) as HandlerData
    return [worker, concurrency * replicas * batchOf(parts, worker)]
  })
  const all = slots.reduce((sum, [, count]) => sum + count, 0)
  return slots.map(([worker, count]) => {
    return { callee: worker, step: null, times: count / all / batchOf(parts, worker) }
  })
}

/** How many messages a worker can handle at once. */
function batchOf(parts: SystemData['parts'], worker: string): number {
  const part = parts.get(worker)
  return part?.kind === 'worker' ? (part.consuming?.batch?.size ?? 1) : 1
}

/** Which pool a layer has its slots of: one with a name is shared, others are the layer's own. */
const poolOf = ({ bulkhead }: CallPolicy): string | object | null => bulkhead?.pool ?? bulkhead

/** What a rate limit lets pass in the long run. */
function ratePerMs(limit: CallPolicy['rateLimit'] | IntakeLimitData, replicas: number): number {
  if (limit === null) return Infinity
  const { permits = 1, scope = 'replica' } = limit
  const rate = 'window' in limit ? limit.limit / limit.window : limit.rate
  return (rate / permits) * (scope === 'global' ? 1 : replicas)
}

/** The share of requests that the finite resources of a component let pass. */
function resourcesLet(
  { resources, replicas, concurrency }: HandlerData,
  {
    wanted,
    worked,
    rate,
  }: { readonly wanted: number; readonly worked: number; readonly rate: number },
): number {
  const atOnce = certainlyAtOnce(resources, concurrency)
  const ofCores = atOnce === Infinity ? 1 : (atOnce * replicas) / worked
  const ofPipes = resources.pipes.map(({ eachMs }) => replicas / (rate * eachMs))
  const ofStocks = resources.stocks.map(({ name, size, idle, each, share, lingersMs }) => {
    if (name === 'diskSpace') return 0 // It is never given back.
    const held = (share * each * (wanted + (lingersMs === 0 ? 0 : rate * lingersMs))) / replicas
    return held === 0 ? 1 : 1 - turnedAway(held, Math.max(1, Math.floor(size - idle)), 0)
  })
  return Math.min(1, ofCores, ...ofPipes, ...ofStocks)
}
