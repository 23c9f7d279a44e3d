/**
 * The balancer before the replicas of a component, as all its callers share it: it chooses one for
 * each request, and learns from its callers what became of that. A request is pending until its
 * caller has the answer or gives up, so one sent to a replica that never answers is pending long.
 */
import type { BalancingData } from '../../declare/balancing-data.ts'
import { NO_SERVER } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { type Call, NOT_SENT } from '../calls/call.ts'
import type { Component } from '../handling/component.ts'
import { HandlingLog } from '../handling/handling-log.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { Fleet } from './fleet.ts'
import type { Outliers } from './outliers.ts'
import type { Chooser } from './zone-balancers.ts'

/** Stands for no replica in what is put on the record. */
const NONE = -1

/** How a replica is chosen: in which zone, and there in which way. */
export type Ways = Pick<NonNullable<BalancingData>, 'by' | 'zoneRouting'>

/** Sends each request to one of the replicas. */
export class ReplicaBalancer {
  readonly #component: Component
  /** Which of the replicas it may use. */
  readonly fleet: Fleet
  readonly #chooserFor: (ways: Ways) => Chooser
  #balancer: Chooser
  readonly #outliers: Outliers | null
  readonly #log: HandlingLog

  constructor(
    component: Component,
    parts: {
      readonly balancer: Chooser
      readonly fleet: Fleet
      /** Who watches what becomes of requests; null for nobody. */
      readonly outliers: Outliers | null
      /** Makes another way of choosing, for changes. */
      readonly chooserFor: (ways: Ways) => Chooser
    },
  ) {
    this.#component = component
    this.#balancer = parts.balancer
    this.fleet = parts.fleet
    this.#outliers = parts.outliers
    this.#chooserFor = parts.chooserFor
    this.#log = new HandlingLog(component, NONE)
  }

  /** A request has come. */
  receive(task: Task): void {
    const { agenda, replicas } = this.#component
    const { now } = agenda
    const replica = this.#balancer.choose(now, task.key >= 0 ? task.key : task.session)
    if (replica === NO_SERVER) return this.#turnAway(task)
    const call = task.call as Call
    if (call.ticket === task.ticket) {
      call.sentTo = replica
      call.sentAt = now
      this.#balancer.begin(replica)
    }
    replicas[replica].receive(task)
    if (this.fleet.isPanicking) this.#component.meter.count('sent in panic', this.#slot)
  }

  /**
   * The replica for an attempt of a call, chosen as it is sent: its zone decides on the way there.
   *
   * @param zone the one to choose in; any unless that is said
   * @returns null when none may be used
   */
  chooseFor(call: Call, key: number, zone?: number): Replica | null {
    const { agenda, replicas, meter } = this.#component
    const replica = this.#balancer.choose(agenda.now, key, zone)
    if (replica === NO_SERVER) return null
    call.sentTo = replica
    call.sentAt = agenda.now
    this.#balancer.begin(replica)
    if (this.fleet.isPanicking) meter.count('sent in panic', this.#slot)
    return replicas[replica]
  }

  /** From now on replicas are chosen in another way, which is told of what is pending. */
  turn(ways: Ways): void {
    const [before, next] = [this.#balancer, this.#chooserFor(ways)]
    for (const { index } of this.#component.replicas) {
      for (let left = before.pending(index); left > 0; left--) next.begin(index)
    }
    this.fleet.turn(next)
    this.#balancer = next
  }

  /** A replica is wanted from now on, or is not. */
  want(replica: number, isWanted: boolean): void {
    this.fleet.want(replica, isWanted)
    this.#outliers?.become(this.fleet.size)
  }

  get #slot(): number {
    const { world, agenda } = this.#component
    return world.recording.grid.slotAt(agenda.now)
  }

  /** The attempt of a call that was sent to a replica has ended. */
  ended(call: Call, outcome: Outcome, reason: number): void {
    const { now } = this.#component.agenda
    const replica = call.sentTo
    call.sentTo = NOT_SENT
    this.#balancer.end(replica, now - call.sentAt, now)
    if (this.#outliers !== null) this.#outliers.heard(replica, outcome, reason)
  }

  /** The replica that holds a key now; the first of all when none may be used. */
  replicaFor(key: number): Replica {
    const replica = this.#balancer.choose(this.#component.agenda.now, key)
    return this.#component.replicas[Math.max(0, replica)]
  }

  /** Nobody is left to send it to. */
  #turnAway(task: Task): void {
    task.onItsWay = false
    task.outcome = Outcome.Rejected
    task.reason = Reason.NoReplica
    this.#log.arrived(task, NONE)
    this.#log.ended(task, false)
    this.#component.answer(task, null)
  }
}
