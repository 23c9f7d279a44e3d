/**
 * The wire of a call between replicas that stand in several zones: from each zone of the caller to
 * each of the callee there is a way of its own. So the replica is chosen as a request is sent, by
 * the balancer that all callers share, and the answer comes back the way that the request went.
 */
import type { Actor } from '../../kernel/agenda.ts'
import type { Call } from '../calls/call.ts'
import type { Task } from '../handling/task.ts'
import { Wire } from './wire.ts'
import type { WireParts } from './wire-parts.ts'
import type { Zoning } from './zoning.ts'

/** Carries messages between zones. */
export class ZonedWire extends Wire {
  readonly #zoning: Zoning
  /** By the zone of the caller, then by that of the callee. */
  readonly #ways: readonly (readonly Wire[])[]

  constructor(site: Actor<Task>, parts: WireParts, zoning: Zoning) {
    super(site, parts)
    this.#zoning = zoning
    this.#ways = zoning.links.map(row => row.map(link => new Wire(site, { ...parts, link })))
  }

  override send(call: Call): void {
    const job = this.jobFor(call)
    const from = this.#zoning.zoneOfCaller(call.parent.replica)
    const replica = this.#zoning.destination(call, job, from)
    if (replica !== null && job.keys === null) job.key = replica.index
    const to = this.#zoning.zoneOfCallee(replica)
    this.#zoning.sent(from, to)
    this.#ways[from][to].send(call, job)
  }

  /** A request that has found no replica asks once more, and is turned away there. */
  override arrived(job: Task): void {
    const isFor = job.keys === null && job.key >= 0
    if (job.dead || !isFor) return super.arrived(job)
    job.scheduled = false
    this.callee.replicas[job.key].receive(job)
  }

  override answer(job: Task): void {
    const from = this.#zoning.zoneOfCaller((job.call as Call).parent.replica)
    this.#ways[from][this.#zoning.zoneOfCallee(job.replica)].answer(job)
  }
}
