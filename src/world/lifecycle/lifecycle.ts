/**
 * How the replicas of a component start and stop: what each does before it is ready, who may start
 * when, and how long one that is to stop has for what it is about. Only a component that says so,
 * or that a fault restarts, has a lifecycle.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { InForce } from '../faults/in-force.ts'
import type { Component } from '../handling/component.ts'
import { Doors } from '../handling/door.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import type { Autoscaling } from './autoscaling.ts'
import { Life } from './life.ts'
import { Rollout } from './rollout.ts'

/** What is declared of starting and stopping. */
export type LifecycleRules = {
  /** So many start at a time, at most. */
  readonly atOnce: number
  /** From the beginning of one start to that of the next, at least. */
  readonly everyMs: Ms
  /** Each waits for anything up to this first, by chance. */
  readonly jitterMs: Ms
  /** How long after a start that has failed the next one begins. */
  readonly againMs: Ms
  /** How long one that is to stop has for what is inside. */
  readonly withinMs: Ms
}

/** Starts and stops the replicas of one component. */
export class Lifecycle {
  readonly rules: LifecycleRules
  /** Who says how many there are to be; null where nobody does. */
  autoscaling: Autoscaling | null = null
  readonly #component: Component
  readonly #random: Random
  readonly #lives: readonly Life[]
  readonly #rollouts = new Map<InForce, Rollout>()
  readonly #line: Life[] = []
  readonly #turns: Alarm<null>
  #starting = 0
  #nextAt: Ms = 0
  #isTurnSet = false

  constructor(component: Component, rules: LifecycleRules) {
    const { agenda, handling, replicas, world } = component
    this.rules = rules
    this.#component = component
    this.#random = world.random(`${handling.name}/start`)
    this.#turns = new Alarm(agenda, () => {
      this.#isTurnSet = false
      this.#next()
    })
    this.#lives = replicas.map(replica => {
      const life = new Life(replica, this)
      replica.doors = Doors.within(replica.doors, life)
      return life
    })
  }

  /** What a replica does before it is ready; null for nothing. */
  get program(): Program | null {
    return this.#component.beside.get('start') ?? null
  }

  /** Whether a replica takes requests as soon as it runs, and runs as soon as it may. */
  get isAtOnce(): boolean {
    const { atOnce, everyMs, jitterMs } = this.rules
    return this.program === null && jitterMs + everyMs === 0 && atOnce === Infinity
  }

  /** One of its replicas that did not run starts. */
  bringUp({ index }: Replica): void {
    this.#lives[index].start()
  }

  /**
   * So many replicas are wanted from now on, the first ones of all.
   *
   * @param because on the record, of each that comes or goes
   * @param afterMs how long until one that comes begins to start
   */
  become(wanted: number, because: string, afterMs: Ms = 0): void {
    const { agenda, handling, world, balancer } = this.#component
    // Before anybody makes way: else one that goes as well would still begin.
    for (const life of this.#lives.slice(wanted)) this.#forget(life)
    for (const [replica, life] of this.#lives.entries()) {
      const isWanted = replica < wanted
      if (isWanted !== this.#component.replicas[replica].isSpare) continue
      const is = isWanted ? 'added' : 'removed'
      const change = { at: agenda.now, component: handling.name, replica, is, because } as const
      world.recording.replicaChanges.push(change)
      balancer?.want(replica, isWanted)
      if (isWanted) life.add(afterMs)
      else life.remove()
    }
  }

  /** How many of its replicas are wanted. */
  get wanted(): number {
    return this.#component.replicas.filter(({ isSpare }) => !isSpare).length
  }

  /** How many of its replicas take requests now, of those that are wanted. */
  get ready(): number {
    return this.#lives.filter(({ isReady }) => isReady).length
  }

  /** One more is there for requests, or one less. */
  count(more: 1 | -1): void {
    const { agenda, handling, meter } = this.#component
    this.#component.inService += more
    meter.capacity.become(handling.concurrency * this.#component.inService, agenda.now)
  }

  /** Whether one of its replicas is about to be ready. */
  isStarting({ index }: Replica): boolean {
    return this.#lives[index].isStarting
  }

  /** A fault restarts some of its replicas, so many at a time. */
  roll(fault: InForce, replicas: readonly Replica[], atOnce: number): void {
    const lives = replicas.map(({ index }) => this.#lives[index])
    const rollout = new Rollout(lives, fault.record)
    this.#rollouts.set(fault, rollout)
    rollout.begin(atOnce)
  }

  /** That fault is over: what it has not come to is left as it is. */
  endRoll(fault: InForce): void {
    this.#rollouts.get(fault)?.end()
    this.#rollouts.delete(fault)
  }

  /** How long one that wants to start waits before it stands in line. */
  jitter(): Ms {
    const { jitterMs } = this.rules
    return jitterMs === 0 ? 0 : jitterMs * this.#random()
  }

  /** One wants to start. */
  join(life: Life): void {
    this.#line.push(life)
    this.#next()
  }

  /** One that was starting is ready, or has been stopped. */
  ended(): void {
    this.#starting--
    this.#next()
  }

  /** One that may have asked to start does not want to any more. */
  #forget(life: Life): void {
    const place = this.#line.indexOf(life)
    if (place >= 0) this.#line.splice(place, 1)
  }

  /** Whoever is next in line starts, as long as one may. */
  #next(): void {
    const { agenda } = this.#component
    const { atOnce, everyMs } = this.rules
    while (this.#line.length > 0 && this.#starting < atOnce) {
      if (agenda.now < this.#nextAt) return this.#comeBack()
      this.#nextAt = agenda.now + everyMs
      this.#starting++
      ;(this.#line.shift() as Life).begin()
    }
  }

  #comeBack(): void {
    if (this.#isTurnSet) return
    this.#isTurnSet = true
    this.#turns.set(this.#nextAt, null)
  }
}
