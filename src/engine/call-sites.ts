/** Makes the call sites of a system: who calls whom, over which link, by which policies. */
import type { CachedData, CallPolicy, SystemData } from '../declare/data.ts'
import { componentOf, operationOf } from '../declare/graph.ts'
import { Retry, type RetryOptions } from '../policies/index.ts'
import { Breakers } from '../world/breakers.ts'
import { Shards } from '../world/balancer/shards.ts'
import { AgingKeys, type CacheKeys, HitRatio } from '../world/cache-keys.ts'
import { CallLog } from '../world/call-log.ts'
import { CallSite } from '../world/call-site.ts'
import type { Component } from '../world/component.ts'
import type { Program } from '../world/program.ts'
import { RetryBudgets } from '../world/retry-budgets.ts'
import type { World } from '../world/world.ts'
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

/**
 * Keys of different callers lie this far apart. It divides by every number up to 20, so that where
 * a key lives does not depend on how many other callers there are.
 */
const KEY_RANGE = 232_792_560

/** All call sites of one run. Calls with the same options to the same callee share one. */
export class CallSites {
  readonly links: Links
  readonly #world: World
  readonly #system: SystemData
  readonly #find: FindProgram
  readonly #sites = new Map<string, CallSite>()
  readonly #breakers = new Map<string, Breakers>()
  readonly #budgets = new Map<string, RetryBudgets>()
  readonly #gates = new GateKeeper()
  readonly #questions = new Map<string, number>()
  readonly #shards = new Map<string, Shards>()

  constructor(world: World, system: SystemData, find: FindProgram) {
    this.#world = world
    this.#system = system
    this.links = new Links(world, system)
    this.#find = find
  }

  /** The circuit breakers of all calls. */
  get breakers(): readonly Breakers[] {
    return [...this.#breakers.values()]
  }

  /** The call site for a call with these policies. */
  site(caller: Caller, callee: string, policy: CallPolicy, standFor: StandFor): CallSite {
    if (hasFallback(policy)) return this.#make(caller, callee, policy, standFor, null)
    const within = caller.client === null ? caller.component.handling.name : caller.sequence
    const key = JSON.stringify([within, callee, policy])
    const known = this.#sites.get(key)
    if (known !== undefined) return known
    const site = this.#make(caller, callee, policy, noStand, null)
    this.#sites.set(key, site)
    return site
  }

  /** The call site for a question to a cache, and the keys it asks for. */
  question(
    caller: Caller,
    { cache, keys, policy }: CachedData,
    stream: string,
  ): { site: CallSite; keys: CacheKeys } {
    const { component } = this.#find(cache)
    const random = this.#world.random(stream)
    const cacheKeys =
      'hitRatio' in keys
        ? new HitRatio(this.#world.agenda, random, keys.hitRatio, this.#warmUpMs(cache))
        : new AgingKeys(this.#world.agenda, component, random, {
            ttlMs: keys.ttlMs,
            count: typeof keys.keys === 'number' ? keys.keys : keys.keys.items,
            popularity: typeof keys.keys === 'number' ? null : samplerOf(keys.keys),
            first: this.#nextQuestion(cache) * KEY_RANGE,
          })
    return { site: this.#make(caller, cache, policy, noStand, cacheKeys), keys: cacheKeys }
  }

  #make(
    caller: Caller,
    callee: string,
    policy: CallPolicy,
    standFor: StandFor,
    keys: CacheKeys | null,
    isOutermost = true,
  ): CallSite {
    const { client, component } = caller
    const name = `${component.handling.name}->${callee}`
    const { inner } = policy
    const layer = { isOutermost, isInnermost: inner === null }
    const patienceMs = (isOutermost && client?.timeoutMs) || Infinity
    const log = new CallLog(this.#world, name, client?.requestClass ?? null, layer)
    const within = inner && this.#make(caller, callee, inner, standFor, keys, false)
    return new CallSite({
      ...policy,
      name,
      keys,
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
      fallback: policy.fallback === 'value' ? 'value' : standFor(policy),
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

  #warmUpMs(cache: string): number {
    const part = this.#system.parts.get(cache)
    return part?.kind === 'clients' ? 0 : (part?.cache?.warmUpMs ?? 0)
  }

  #nextQuestion(cache: string): number {
    const number = this.#questions.get(cache) ?? 0
    this.#questions.set(cache, number + 1)
    return number
  }
}

/** Compiles the steps that stand in for a call with a policy; null when there are none. */
export type StandFor = (policy: CallPolicy) => Program | null

const noStand: StandFor = () => null

function hasFallback(policy: CallPolicy): boolean {
  return Array.isArray(policy.fallback) || (policy.inner !== null && hasFallback(policy.inner))
}

/** Which program a callee's name stands for. */
export const programKey = (callee: string): string =>
  `${componentOf(callee)}.${operationOf(callee)}`
