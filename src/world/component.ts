/** A component while it runs: its replicas, which take requests in turn, and what they share. */
import type { Agenda } from '../kernel/agenda.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import { ComponentMeter } from '../record/meters.ts'
import { Outcome } from '../record/outcome.ts'
import type { Call } from './call.ts'
import type { World } from './world.ts'
import { Replica } from './replica.ts'
import { type Task, UNHANDLED } from './task.ts'

const INTERNAL_ERROR = 500

/** How a component handles requests, the same for all its replicas. */
export type Handling = {
  readonly name: string
  readonly concurrency: number
  readonly queue: number
  readonly replicas: number
  readonly nonBlocking: boolean
  /** The share of requests that fail by themselves. */
  readonly errorRate: number
  readonly chance: Chance
  /** How many pieces of work get on at full speed in one replica; Infinity if that is all one. */
  readonly cores: number
  /** Entries each replica holds, for a cache; 0 for all others. */
  readonly cacheCapacity: number
  /** False for clients: they are measured by the requests they make. */
  readonly isMeasured: boolean
}

/** What each replica keeps between its calls: breakers, limits, budgets. */
export interface Memory {
  reset(replica: number, now: Ms): void
}

/** What is told when a client's task is over. */
export interface TaskOwner {
  finished(task: Task): void
  /** From now on they send so many times as many requests as they would. */
  surge(factor: number): void
}

/** All replicas of one component. */
export class Component {
  readonly handling: Handling
  readonly agenda: Agenda
  readonly world: World
  readonly meter: ComponentMeter
  readonly replicas: readonly Replica[]
  /** Who gave clients their tasks; null for components that answer calls. */
  owner: TaskOwner | null = null
  /** What its replicas remember of the calls they make. */
  readonly memories: Memory[] = []
  #next = 0

  constructor(world: World, handling: Handling) {
    const { name, concurrency, replicas } = handling
    const { recording } = world
    this.world = world
    this.agenda = world.agenda
    this.handling = handling
    this.meter = handling.isMeasured
      ? recording.componentMeter(name, concurrency * replicas)
      : new ComponentMeter(concurrency, recording.grid, recording.pages)
    this.replicas = Array.from({ length: replicas }, (_, i) => new Replica(this, i))
  }

  /** A request has come in; one of the replicas takes it. */
  receive(task: Task): void {
    const replica = task.key >= 0 ? this.replicaFor(task.key) : this.#inTurn()
    replica.receive(task)
  }

  /** Chance decides which requests fail without a cause. */
  letFail(task: Task): void {
    const { errorRate, chance } = this.handling
    if (errorRate === 0 || task.outcome === Outcome.Error) return
    if (chance.next() < errorRate) task.fail(INTERNAL_ERROR)
  }

  /** An answer came when its caller had left. */
  wasted(task: Task): void {
    if (task.slot !== UNHANDLED) this.meter.waste(task.slot, task.workedMs)
    this.world.tasks.giveBack(task)
  }

  /** The answer goes to the caller, unless the caller has left: then the work was in vain. */
  answer(task: Task): void {
    const call = task.call as Call
    if (call.ticket === task.ticket) call.site.wire.answer(task)
    else this.wasted(task)
  }

  /** The replica that holds a key. */
  replicaFor(key: number): Replica {
    return this.replicas[key % this.replicas.length]
  }

  /** What a replica that starts anew has remembered is gone. */
  forget(replica: number): void {
    for (const memory of this.memories) memory.reset(replica, this.agenda.now)
  }

  #inTurn(): Replica {
    const replica = this.replicas[this.#next]
    this.#next = this.#next + 1 === this.replicas.length ? 0 : this.#next + 1
    return replica
  }
}
