/** Makes the call sites of a system: who calls whom, over which link, by which policies. */
import type { CallData, CallPolicy, PartData, SystemData } from '../declare/data.ts'
import { componentOf, operationOf } from '../declare/graph.ts'
import { Shards } from '../world/balancer/shards.ts'
import type { CacheKeys } from '../world/caches/keys.ts'
import type { Breakers } from '../world/calls/breakers.ts'
import { CallLog } from '../world/calls/call-log.ts'
import { CallSite } from '../world/calls/call-site.ts'
import type { Program } from '../world/handling/program.ts'
import type { Component } from '../world/handling/component.ts'
import type { World } from '../world/world.ts'
import { Caches } from './caches.ts'
import type { ChangingCalls } from './changes/changing-calls.ts'
import { partsOfPolicies, SharedPolicies, type StandFor } from './call-policies.ts'
import { GateKeeper } from './gates.ts'
import { Links } from './links.ts'
import { Zonings } from './zonings.ts'
import { Publishings } from './publishings.ts'
import { RecordPrograms } from './records.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'

/** Who makes a call, and in the course of what. */
export type Caller = {
  readonly component: Component
  /** The component and its operation or task: it names streams of chance. */
  readonly sequence: string
  /** What it was declared as; null for a queue that sends on. */
  readonly part: PartData | null
  /** For clients: the class of their requests, and how long they wait. */
  readonly client: ClientSide | null
}

/** What is particular about the calls of clients. */
export type ClientSide = {
  /** Null for calls that are no requests of their own: what stands in for one that failed. */
  readonly requestClass: string | null
  readonly timeoutMs: number
  /** Whether their code is to hear of failures. Else they go on when a request has failed. */
  readonly hears?: boolean
}

/** Looks up what another component does with a request. */
export type FindProgram = (callee: string) => { component: Component; program: Program }

/** All call sites of one run. Calls with the same options to the same callee share one. */
export class CallSites {
  readonly links: Links
  readonly caches: Caches
  /** Those that changes may send another way; null where none is declared. */
  readonly changing: ChangingCalls | null
  readonly records: RecordPrograms
  readonly publishings: Publishings
  readonly #world: World
  readonly #system: SystemData
  readonly #find: FindProgram
  readonly #sites = new Map<string, CallSite>()
  readonly #policies = new SharedPolicies()
  readonly #gates = new GateKeeper()
  readonly #shards = new Map<string, Shards>()
  readonly #zoning: Zonings

  constructor(
    world: World,
    system: SystemData,
    find: FindProgram,
    changing: ChangingCalls | null = null,
  ) {
    this.changing = changing
    this.#world = world
    this.#system = system
    this.links = new Links(world, system)
    this.caches = new Caches(world, system)
    this.#zoning = new Zonings(system, this.links, callee => find(callee).component)
    this.records = new RecordPrograms(find)
    this.publishings = new Publishings(find, system)
    this.#find = find
  }

  /** The circuit breakers of all calls. */
  get breakers(): readonly Breakers[] {
    return [...this.#policies.breakers.values()]
  }

  /** The call site for a call for which the callee has a program of its own. */
  ownSite(caller: Caller, { to, policy }: WhatCalled, kind: OwnKind): CallSite {
    return this.#make(caller, to, policy, { ...usual, ...kind })
  }

  /** The call site for a call with these policies. */
  site(caller: Caller, callee: string, policy: CallPolicy, standFor: StandFor): CallSite {
    if (hasFallback(policy)) return this.#make(caller, callee, policy, { ...usual, standFor })
    const within = caller.client === null ? caller.component.handling.name : caller.sequence
    const key = JSON.stringify([within, callee, policy, caller.client?.hears])
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
    const isRequest = client !== null && client.requestClass !== null
    const patienceMs = (isOutermost && client?.timeoutMs) || Infinity
    const log = new CallLog(this.#world, name, client?.requestClass ?? null, layer)
    const within = inner && this.#make(caller, callee, inner, kind, false)
    const { standFor } = kind
    const shared = this.#policies
    const guarded = { caller: component, name, policy, log, within, patienceMs, standFor, shared }
    return new CallSite({
      ...partsOfPolicies(guarded, this.#gates),
      name,
      caller: component.handling.name,
      keys: kind.keys,
      addressed: kind.addressed,
      shards: this.#shardsOf(name, policy),
      callee: this.#find(callee).component,
      program: kind.program ?? this.#find(callee).program,
      ...this.#zoning.ways(caller, callee, kind),
      requestSize: this.links.sizeOf(`${name}/request`, policy.requestBytes),
      responseSize: this.links.sizeOf(`${name}/response`, policy.responseBytes),
      log,
      inner: within,
      cancel: policy.cancel,
      optional: policy.optional || (isRequest && client.hears !== true),
      propagate: policy.propagate ?? this.#system.propagateDeadlines,
      load: isRequest ? this.#world.recording.grid : null,
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
}

/** What is particular about the calls of a site, besides their policies. */
type SiteKind = {
  readonly standFor: StandFor
  readonly keys: CacheKeys | null
  readonly addressed: boolean
  /** What the callee does; null for what it usually does. */
  readonly program: Program | null
}

type WhatCalled = Pick<CallData, 'to' | 'policy'>

type OwnKind = Pick<SiteKind, 'standFor' | 'program'>

const usual: SiteKind = { standFor: () => null, keys: null, addressed: false, program: null }

function hasFallback(policy: CallPolicy): boolean {
  return (
    Array.isArray(policy.fallback?.standIn) || (policy.inner !== null && hasFallback(policy.inner))
  )
}

/** Which program a callee's name stands for. */
export const programKey = (callee: string): string =>
  `${componentOf(callee)}.${operationOf(callee)}`
