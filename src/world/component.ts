/** A component while it runs: its replicas, which take requests in turn, and what they share. */
import type { Actor, Agenda } from '../kernel/agenda.ts'
import type { Random } from '../kernel/streams.ts'
import type { ComponentMeter } from '../record/meters.ts'
import type { World } from './world.ts'
import type { Breakers } from './breakers.ts'
import { Replica } from './replica.ts'
import type { Task } from './task.ts'

/** How a component handles requests, the same for all its replicas. */
export type Handling = {
  readonly name: string
  readonly concurrency: number
  readonly queue: number
  readonly replicas: number
  readonly nonBlocking: boolean
  /** The share of requests that fail by themselves. */
  readonly errorRate: number
  readonly random: Random
  /** Entries each replica holds, for a cache; 0 for all others. */
  readonly cacheCapacity: number
}

/** What is told when a client's task is over. */
export interface TaskOwner {
  finished(task: Task): void
}

/** All replicas of one component. */
export class Component implements Actor<Task> {
  readonly handling: Handling
  readonly agenda: Agenda
  readonly world: World
  readonly meter: ComponentMeter
  readonly replicas: readonly Replica[]
  /** Who gave clients their tasks; null for components that answer calls. */
  owner: TaskOwner | null = null
  /** The breakers of the calls it makes. */
  readonly breakers: Breakers[] = []
  #next = 0

  constructor(world: World, handling: Handling) {
    this.world = world
    this.agenda = world.agenda
    this.handling = handling
    const { name, concurrency, replicas } = handling
    this.meter = world.recording.componentMeter(name, concurrency * replicas)
    this.replicas = Array.from({ length: replicas }, (_, i) => new Replica(this, i))
  }

  /** A request arrives over a link. */
  on(_arrived: number, task: Task): void {
    task.scheduled = false
    if (task.dead) return this.world.tasks.giveBack(task)
    const replica = task.key >= 0 ? this.replicaFor(task.key) : this.#inTurn()
    replica.receive(task)
  }

  /** The replica that holds a key. */
  replicaFor(key: number): Replica {
    return this.replicas[key % this.replicas.length]
  }

  /** The breakers of a replica that starts anew are as good as new, too. */
  resetBreakers(replica: number): void {
    for (const breakers of this.breakers) breakers.reset(replica, this.agenda.now)
  }

  #inTurn(): Replica {
    const replica = this.replicas[this.#next]
    this.#next = this.#next + 1 === this.replicas.length ? 0 : this.#next + 1
    return replica
  }
}
