/**
 * The recording: what happened in one run, in numbers and, when asked, in facts. The world only
 * writes it, judges and reports only read it. It is plain data with an order that does not depend
 * on how the system was written down, so two recordings can be compared byte by byte.
 */
import type * as Crypto from 'node:crypto'
import { createRequire } from 'node:module'
import type { Ms } from '../kernel/units.ts'
import { CacheMeter } from './cache-meter.ts'
import { EndsBook } from './ends.ts'
import { faultData, type FaultRecord } from './fault-record.ts'
import type { TimeGrid } from './grid.ts'
import { PageStore } from './page-store.ts'
import type { Hop } from './journey.ts'
import type { Levels } from './levels.ts'
import { Logs } from './log-line.ts'
import { CallMeter, ComponentMeter } from './meters.ts'
import { wholesOnly } from './network-times.ts'
import type { ReplicaChange, ReplicaStop } from './replica-change.ts'
import type { ReplicaCounts } from './replica-meter.ts'
import type { Tally } from './tally.ts'
import type { Usage } from './usage.ts'
import type { UsedArrays } from './used-arrays.ts'

/** The states of a circuit breaker; the last two are made by hand. */
export type CircuitState = 'closed' | 'open' | 'half-open' | 'isolated' | 'disabled'

/** A circuit breaker changed its state. */
export type CircuitTransition = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  /** The call it guards: `product->db`. */
  readonly call: string
  /** The replica of the caller whose breaker it is, from 0. */
  readonly replica: number
  readonly from: CircuitState
  readonly to: CircuitState
  /** Why: what it had counted, how long it had been so, or who changed it. */
  readonly because: string
}

/** The options of a circuit breaker, in milliseconds and shares; reports put these in words. */
export type CircuitRule = {
  /** The library that has made it, whose rule is its own secret; left out where it is ours. */
  readonly by?: string | undefined
  readonly consecutive?: number | undefined
  readonly window?: Ms | undefined
  readonly lastCalls?: number | undefined
  readonly minimumCalls?: number | undefined
  readonly failureRate?: number | undefined
  readonly slowCallRate?: number | undefined
  readonly slowCallDuration?: Ms | undefined
  readonly trips?: string | undefined
  readonly openFor: Ms | readonly Ms[] | { readonly base: Ms; readonly cap?: Ms | undefined }
  readonly probes?: number | undefined
  readonly mode?: string | undefined
  readonly [other: string]: unknown
}

/** Which of the events at one moment comes first: the first planned, or as a number draws. */
export type Ties = 'fifo' | number

/** What identifies a run, and with the system and the options makes it again. */
export type RunIdentity = {
  readonly system: string
  readonly seed: string
  /** Where the seed came from. */
  readonly seedFrom: 'option' | 'environment' | 'default' | 'search' | 'commandLine'
  /** What the order of equal-time events was drawn from; left out when it was not drawn. */
  readonly ties?: number
}

/** What a recording may be made with. */
export type RecordingParts = {
  /** Of the run, where times are kept by how and when they ended, too. */
  readonly clock?: { readonly now: Ms } | undefined
  /** Those of recordings that nobody reads any more. */
  readonly arrays?: UsedArrays | undefined
}

/** Everything known about one run. */
export class Recording {
  readonly grid: TimeGrid
  readonly identity: RunIdentity
  readonly pages: PageStore
  /** By the name of the component. */
  readonly components = new Map<string, ComponentMeter>()
  /** The messages of each queue, by its name: counted as requests are. */
  readonly queues = new Map<string, ComponentMeter>()
  /** Caches by name, a network that delivers content among them. */
  readonly caches = new Map<string, CacheMeter>()
  /** By the name of the call, `caller->callee`. */
  readonly calls = new Map<string, CallMeter>()
  /** Requests by their class: the calls of clients, which are counted once, as calls. */
  readonly requests = new Map<string, Tally[]>()
  /** How much of their bandwidth shared links use, each way. */
  readonly usages: Usage[] = []
  readonly transitions: CircuitTransition[] = []
  /** The calls that circuit breakers guard, and the options of each that differs. */
  readonly circuits = new Map<string, CircuitRule[]>()
  readonly faults: FaultRecord[] = []
  /** Changes of the declaration that were made while the run went on. */
  readonly changes: FaultRecord[] = []
  /** What balancers did with replicas, by health checks and outlier detection. */
  readonly replicaChanges: ReplicaChange[] = []
  /** When replicas stopped to run, and when they ran again. */
  readonly stops: ReplicaStop[] = []
  /** What code wrote to its console. */
  readonly logs = new Logs()
  /** What stores answered to what `ask` asked them, by its names. */
  readonly answers = new Map<string, unknown>()
  /** What was declared, as the engine takes it; the digest has only what came of it. */
  declared: unknown
  /** Finds what is to be kept in mind of the run, in sentences, once somebody asks for it. */
  findWarnings: () => readonly string[] = () => []
  readonly journeys: Hop[] = []
  /** What was to hold without faults and does not: then nothing is known of what they did. */
  unsteady: string | undefined
  /** Plays the run once more, with times by how and when they ended; always the same. */
  detail: (() => Recording) | undefined
  /** When the last request was done. */
  endedAt: Ms = 0
  /** How many events were fired. */
  events = 0

  constructor(identity: RunIdentity, grid: TimeGrid, { clock, arrays }: RecordingParts = {}) {
    this.identity = identity
    this.grid = grid
    this.pages = new PageStore(arrays)
    if (clock !== undefined) this.pages.book = new EndsBook(grid, clock)
  }

  /** @param slots of one replica */
  componentMeter(name: string, slots: number, replicas: ReplicaCounts): ComponentMeter {
    const { components, grid, pages } = this
    return keep(components, name, () => new ComponentMeter(slots, grid, pages, replicas))
  }

  /** @param capacity messages that the queue holds */
  queueMeter(name: string, capacity: number): ComponentMeter {
    return keep(this.queues, name, () => new ComponentMeter(capacity, this.grid, this.pages))
  }

  cacheMeter(name: string): CacheMeter {
    return keep(this.caches, name, () => new CacheMeter(this.grid, this.pages))
  }

  callMeter(name: string): CallMeter {
    return keep(this.calls, name, () => new CallMeter(this.grid, this.pages))
  }

  /** Where the calls of clients are counted that are requests of one class. */
  requestTally(call: string, requestClass: string): Tally {
    const tally = this.callMeter(call).tallyOf(requestClass)
    const tallies = keep(this.requests, requestClass, () => [])
    if (!tallies.includes(tally)) tallies.push(tally)
    return tally
  }

  /**
   * Makes the present moment an edge of the grid: a window that begins or ends now is exact then.
   *
   * @returns false when the grid has no room for it
   */
  cut(now: Ms): boolean {
    const isCut = this.grid.cut(now)
    for (const levels of this.#everyLevel()) levels.recut()
    return isCut
  }

  /** Notes by which rule a call is guarded. */
  circuit(call: string, rule: CircuitRule): void {
    keep(this.circuits, call, () => []).push(rule)
  }

  /** Brings every level up to the end of the run. */
  settle(now: Ms): void {
    for (const usage of this.usages) usage.settle(now)
    this.endedAt = now
    for (const levels of this.#everyLevel()) levels.settle(now)
    for (const { resources } of this.components.values()) {
      for (const resource of resources.values()) resource.settle(now)
    }
  }

  *#everyLevel(): Generator<Levels> {
    for (const { everyLevel } of this.components.values()) yield* everyLevel
    for (const { everyLevel } of this.queues.values()) yield* everyLevel
    for (const { fills } of this.caches.values()) yield fills
  }

  /** The recording as plain data in an order of its own. */
  toJSON(): unknown {
    const { identity, transitions, replicaChanges, journeys, endedAt, events } = this
    return {
      system: identity.system,
      seed: identity.seed,
      ...(identity.ties !== undefined && { ties: identity.ties }),
      edges: this.grid.edges,
      endedAt,
      events,
      components: inOrder(this.components),
      ...(this.queues.size > 0 && { queues: inOrder(this.queues) }),
      calls: inOrder(this.calls),
      transitions: transitions.map(changeData),
      ...(replicaChanges.length > 0 && { replicaChanges }),
      faults: this.faults.map(faultData),
      ...(this.changes.length > 0 && { changes: this.changes.map(faultData) }),
      journeys,
      ...(this.logs.lines.length > 0 && { logs: this.logs }),
      ...(this.answers.size > 0 && { answers: inOrder(this.answers) }),
    }
  }

  /** A SHA-256 of the recording's bytes: equal for the same system, options and seed. */
  digest(): string {
    // Few runs need it, and a process that needs none of it begins sooner.
    const { createHash } = createRequire(import.meta.url)('node:crypto') as typeof Crypto
    // Only journeys have parts of times: all else takes far longer if each value is looked at.
    const text = JSON.stringify(this, this.journeys.length > 0 ? wholesOnly : undefined)
    return createHash('sha256').update(text).digest('hex')
  }
}

/** Why it changed is told by what was counted, which a digest reads elsewhere. */
function changeData({ at, call, replica, from, to }: CircuitTransition): unknown {
  return { at, call, replica, from, to }
}

/** Adds what is not there yet. */
function keep<T>(map: Map<string, T>, name: string, make: () => T): T {
  let value = map.get(name)
  if (value === undefined) map.set(name, (value = make()))
  return value
}

function inOrder<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
