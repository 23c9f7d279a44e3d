/** A component while it runs: its replicas, which take requests in turn, and what they share. */
import type { ClientsData } from '../../declare/data.ts'
import type { ContentionData } from '../../declare/resources-data.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { RateLimiter, SheddingOptions } from '../../policies/index.ts'
import { ComponentMeter } from '../../record/meters.ts'
import type { ReplicaBalancer } from '../balancer/replica-balancer.ts'
import type { Spread } from '../balancer/spread.ts'
import type { Call } from '../calls/call.ts'
import type { Conditions } from '../faults/conditions.ts'
import { isLostOnLeaving } from '../faults/passage.ts'
import type { Lifecycle } from '../lifecycle/lifecycle.ts'
import type { World } from '../world.ts'
import type { Program } from './program.ts'
import { Replica } from './replica.ts'
import { type Task, UNHANDLED, workOf } from './task.ts'
import { isFailure } from '../calls/verdicts.ts'

/** Decides of a request that is all but done. @returns the code with which it fails, or 0 */
export type Fate = (task: Task) => number

/** How a component handles requests, the same for all its replicas. */
export type Handling = {
  readonly name: string
  readonly concurrency: number
  readonly queue: number
  /** As many as there are at any time; those that are not wanted yet do not run. */
  readonly replicas: number
  /** How many of them are wanted at the start. */
  readonly atStart: number
  readonly nonBlocking: boolean
  /** The rules of its queue; null for first come, first served, until it is full. */
  readonly shedding: SheddingOptions | null
  /** With which code a request fails in the end although nothing else failed it; null: none. */
  readonly fate: Fate | null
  /** How many pieces of work get on at full speed in one replica; Infinity if that is all one. */
  readonly cores: number
  /** How they get into each other's way; null if they do not. */
  readonly contention: ContentionData | null
  /** Entries each replica holds, for a cache; 0 for all others. */
  readonly cacheCapacity: number
  /** False for clients: they are measured by the requests they make. */
  readonly isMeasured: boolean
}

/** What each replica keeps between its calls: breakers, limits, budgets. */
export interface Memory {
  /** A replica starts anew. */
  reset(replica: number, now: Ms): void
  /** A replica stops, for this `Reason`: for those who have to know at once. */
  stopped?(replica: number, because: number): void
  /** The replica takes requests again after it was stopped. */
  opened?(replica: number): void
}

/** What is told when a client's task is over. */
export interface TaskOwner {
  finished(task: Task): void
  /** From now on so many times as many tasks begin as declared; 1 ends a surge. */
  surge(factor: number): void
  /** From now on other load is declared, of the same kind. */
  become(load: ClientsData['load']): void
}

/** All replicas of one component. */
export class Component {
  handling: Handling
  readonly agenda: Agenda
  readonly world: World
  readonly meter: ComponentMeter
  readonly replicas: readonly Replica[]
  /** Who gave clients their tasks; null for components that answer calls. */
  owner: TaskOwner | null = null
  /** Who chooses replicas; null where they take requests in turn, and questions by key. */
  balancer: ReplicaBalancer | null = null
  /** Where its replicas stand, when that is in several zones. */
  spread: Spread | null = null
  /** What its replicas do besides handling requests: to start, to know whether they are well. */
  readonly beside = new Map<string, Program>()
  /** Whether somebody checks its health. */
  isProbed = false
  /** How many of its replicas are there for requests: those that are wanted and have started. */
  inService: number
  /** How its replicas start and stop; null where they do so at once. */
  lifecycle: Lifecycle | null = null
  /** What its replicas remember of the calls they make. */
  readonly memories: Memory[] = []
  /** Told when none of its replicas runs any more. */
  readonly visitors: { calleeStopped(): void }[] = []
  /** Limits that its replicas count together, by client. */
  get sharedLimiters(): Map<string, RateLimiter> {
    this.#sharedLimiters ??= new Map()
    return this.#sharedLimiters
  }
  #sharedLimiters: Map<string, RateLimiter> | null = null
  // Read once: what is declared has a shape of its own for each component.
  readonly #fate: Fate | null
  #next = 0

  constructor(world: World, handling: Handling) {
    const { name, concurrency, replicas, atStart } = handling
    const { recording } = world
    this.world = world
    this.agenda = world.agenda
    this.handling = handling
    this.inService = atStart
    this.#fate = handling.fate
    this.meter = handling.isMeasured
      ? recording.componentMeter(name, concurrency, { replicas, atStart })
      : new ComponentMeter(concurrency, recording.grid, recording.pages)
    this.replicas = Array.from({ length: replicas }, (_, i) => new Replica(this, i))
  }

  /** From now on it is declared to handle requests otherwise; those inside keep their places. */
  redeclare(size: Pick<Handling, 'concurrency' | 'queue'>): void {
    this.handling = { ...this.handling, ...size }
    for (const replica of this.replicas) replica.redeclare(this.handling)
  }

  /** A request has come in; one of the replicas takes it. */
  receive(task: Task): void {
    if (this.balancer !== null) return this.balancer.receive(task)
    if (task.key >= 0) return this.replicaFor(task.key).receive(task)
    const replica = this.replicas[this.#next]
    this.#next = this.#next + 1 === this.replicas.length ? 0 : this.#next + 1
    replica.receive(task)
  }

  /** Chance decides which requests fail without a cause. */
  letFail(task: Task): void {
    if (this.#fate === null || isFailure(task.outcome)) return
    const code = this.#fate(task)
    if (code > 0) task.fail(code)
  }

  /** An answer came when its caller had left. */
  wasted(task: Task): void {
    if (task.slot !== UNHANDLED) this.meter.waste(task.slot, workOf(task))
    this.world.tasks.giveBack(task)
  }

  /**
   * The answer goes to the caller, unless the caller has left: then the work was in vain. If it
   * comes from a replica that is cut off, nobody hears of it.
   *
   * @param conditions where it comes from; null if from no replica
   */
  answer(task: Task, conditions: Conditions | null = task.replica.conditions): void {
    const call = task.call as Call
    if (call.ticket !== task.ticket) this.wasted(task)
    else if (conditions === null || !isLostOnLeaving(conditions, this.agenda.now)) {
      call.site.wire.answer(task)
    } else this.world.tasks.giveBack(task)
  }

  /** The replica that holds a key now. */
  replicaFor(key: number): Replica {
    if (this.balancer !== null) return this.balancer.replicaFor(key)
    return this.replicas[key % this.replicas.length]
  }

  /** What a replica that starts anew has remembered is gone. */
  forget(replica: number): void {
    for (const memory of this.memories) memory.reset(replica, this.agenda.now)
  }

  /** One of its replicas takes requests again. */
  opened(replica: number): void {
    for (const memory of this.memories) memory.opened?.(replica)
  }

  /** One of its replicas has crashed, or was stopped. */
  stopped(replica: number, because: number): void {
    for (const memory of this.memories) memory.stopped?.(replica, because)
    if (!this.replicas.every(({ conditions }) => conditions.isDown)) return
    for (const visitor of this.visitors) visitor.calleeStopped()
  }
}
