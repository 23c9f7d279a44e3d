/** Makes the call sites of a system: who calls whom, over which link, by which policies. */
import type { CallPolicy, SystemData } from '../declare/data.ts'
import { componentOf, operationOf } from '../declare/graph.ts'
import { Retry, type RetryOptions } from '../policies/index.ts'
import { Breakers } from '../world/calls/breakers.ts'
import { Shards } from '../world/balancer/shards.ts'
import type { CacheKeys } from '../world/caches/keys.ts'
import { CallLog } from '../world/calls/call-log.ts'
import { CallSite } from '../world/calls/call-site.ts'
import type { Component } from '../world/handling/component.ts'
import { Fallback } from '../world/calls/fallback.ts'
import type { Program } from '../world/handling/program.ts'
import { RetryBudgets } from '../world/calls/retry-budgets.ts'
import type { World } from '../world/world.ts'
import { Caches } from './caches.ts'
import { GateKeeper } from './gates.ts'
import { hedgesFor } from './hedges.ts'
import { Links } from './links.ts'
import { samplerOf } from './samplers.ts'

/** Who makes a call, and in the course of what. */
export type Caller = {
  readonly component: Component
  /** The component and its operation or task: it names streams of chance. */
  readonly sequence: string
  /** For clients: the class of their requests, how long they wait, when load ends. */
  readonly client: ClientSide | null
}

/** What is particular about the calls of clients. */
export type ClientSide = {
  /** Null for calls that are no requests of their own: what stands in for one that failed. */
  readonly requestClass: string | null
  readonly timeoutMs: number
  readonly untilMs: number
}

/** Looks up what another component does with a request. */
export type FindProgram = (callee: string) => { component: Component; program: Program }

/** All call sites of one run. Calls with the same options to the same callee share one. */
export class CallSites {
  readonly links: Links
  readonly caches: Caches
  readonly #world: World
  readonly #system: SystemData
  readonly #find: FindProgram
  readonly #sites = new Map<string, CallSite>()
  readonly #breakers = new Map<string, Breakers>()
  readonly #budgets = new Map<string, RetryBudgets>()
  readonly #gates = new GateKeeper()
  readonly #shards = new Map<string, Shards>()

  constructor(world: World, system: SystemData, find: FindProgram) {
    this.#world = world
    this.#system = system
    this.links = new Links(world, system)
    this.caches = new Caches(world, system)
    this.#find = find
  }

  /** The circuit breakers of all calls. */
  get breakers(): readonly Breakers[] {
    return [...this.#breakers.values()]
  }

  /** The call site for a call with these policies. */
  site(caller: Caller, callee: string, policy: CallPolicy, standFor: StandFor): CallSite {
    if (hasFallback(policy)) return this.#make(caller, callee, policy, { ...usual, standFor })
    const within = caller.client === null ? caller.component.handling.name : caller.sequence
    const key = JSON.stringify([within, callee, policy])
    const known = this.#sites.get(key)
    if (known !== undefined) return known
    const site = this.#make(caller, callee, policy, usual)
    this.#sites.set(key, site)
    return site
  }

  /** A component by its name. */
  component(name: string): Component {
    return this.#find(name).component
  }

  /** The call site for a question to a cache. */
  question(caller: Caller, cache: string, policy: CallPolicy, keys: CacheKeys): CallSite {
    return this.#make(caller, cache, policy, { ...usual, keys })
  }

  /** The call site for what a queue sends on: to a replica of its own choice. */
  delivery(caller: Caller, callee: string, policy: CallPolicy): CallSite {
    return this.#make(caller, callee, policy, { ...usual, addressed: true })
  }

  #make(
    caller: Caller,
    callee: string,
    policy: CallPolicy,
    kind: SiteKind,
    isOutermost = true,
  ): CallSite {
    const { client, component } = caller
    const name = `${component.handling.name}->${callee}`
    const { inner } = policy
    const layer = { isOutermost, isInnermost: inner === null }
    const patienceMs = (isOutermost && client?.timeoutMs) || Infinity
    const log = new CallLog(this.#world, name, client?.requestClass ?? null, layer)
    const within = inner && this.#make(caller, callee, inner, kind, false)
    return new CallSite({
      ...policy,
      name,
      caller: component.handling.name,
      keys: kind.keys,
      addressed: kind.addressed,
      shards: this.#shardsOf(name, policy),
      callee: this.#find(callee).component,
      program: this.#find(callee).program,
      link: this.links.of(name, component, callee),
      requestSize: this.links.sizeOf(`${name}/request`, policy.requestBytes),
      responseSize: this.links.sizeOf(`${name}/response`, policy.responseBytes),
      log,
      inner: within,
      hedges: hedgesFor(component, policy.hedge, within, log),
      deadlineMs: Math.min(policy.deadlineMs, patienceMs),
      gates: this.#gates.gatesFor({ caller: component, name, policy, log }),
      ...this.#retryOf(component, name, policy),
      timeoutMs: Math.min(policy.timeoutMs, policy.breaker?.timeout ?? Infinity),
      breakers: this.#breakersOf(component, name, policy),
      optional: policy.optional || (client !== null && client.requestClass !== null),
      fallback: fallbackOf(component, policy, kind.standFor),
      propagate: policy.propagate ?? this.#system.propagateDeadlines,
      untilMs: client?.untilMs ?? Infinity,
    })
  }

  /** Calls of a name that have the same keys share the chance by which they are drawn. */
  #shardsOf(name: string, { key }: CallPolicy): Shards | null {
    if (key === null) return null
    const stream = `${name}/key ${JSON.stringify(key)}`
    const known = this.#shards.get(stream)
    if (known !== undefined) return known
    const [count, popularity] = typeof key === 'number' ? [key, null] : [key.items, samplerOf(key)]
    const made = new Shards(count, popularity, this.#world.random(stream))
    this.#shards.set(stream, made)
    return made
  }

  /** Equal options guard the same callee with the same breakers. */
  #breakersOf(caller: Component, name: string, { breaker }: CallPolicy): Breakers | null {
    if (breaker === null) return null
    const key = `${name} ${JSON.stringify(breaker)}`
    const known = this.#breakers.get(key)
    if (known !== undefined) return known
    const made = new Breakers(name, caller.handling.replicas, breaker, this.#world)
    this.#breakers.set(key, made)
    caller.memories.push(made)
    this.#world.recording.circuit(name, breaker)
    return made
  }

  /** How a call is tried again: by which rule, which chance, and paid from what. */
  #retryOf(caller: Component, name: string, { retry }: CallPolicy) {
    return {
      retry: retry && new Retry(retry, name),
      retryRandom: this.#world.sharedRandom(`${name}/retry`),
      budgets: this.#budgetsOf(caller, name, retry),
    }
  }

  /** Equal retries of calls of one name are paid from the same budgets. */
  #budgetsOf(caller: Component, name: string, retry: RetryOptions | null): RetryBudgets | null {
    if (retry?.budget === undefined) return null
    const key = `${name} ${JSON.stringify(retry)}`
    const known = this.#budgets.get(key)
    if (known !== undefined) return known
    const made = new RetryBudgets(name, retry.budget)
    this.#budgets.set(key, made)
    caller.memories.push(made)
    return made
  }
}

/** Compiles the steps that stand in for a call with a policy; null when there are none. */
export type StandFor = (policy: CallPolicy) => Program | null

/** What is particular about the calls of a site, besides their policies. */
type SiteKind = {
  readonly standFor: StandFor
  readonly keys: CacheKeys | null
  readonly addressed: boolean
}

const usual: SiteKind = { standFor: () => null, keys: null, addressed: false }

/** What stands in for the failed calls of a component; null when nothing does. */
function fallbackOf(caller: Component, policy: CallPolicy, standFor: StandFor): Fallback | null {
  const standIn = policy.fallback === 'value' ? 'value' : standFor(policy)
  if (standIn === null && policy.lastGoodMs === null) return null
  const fallback = new Fallback(standIn, policy.lastGoodMs)
  caller.memories.push(fallback)
  return fallback
}

function hasFallback(policy: CallPolicy): boolean {
  return Array.isArray(policy.fallback) || (policy.inner !== null && hasFallback(policy.inner))
}

/** Which program a callee's name stands for. */
export const programKey = (callee: string): string =>
  `${componentOf(callee)}.${operationOf(callee)}`
