/** Between which zones the messages of one call go: who stands where, and what is chosen where. */
import type { Random } from '../../kernel/streams.ts'
import type { ZoneRoutingOptions } from '../../policies/zone-routing/options.ts'
import { ZoneRouter } from '../../policies/zone-routing/zone-router.ts'
import type { ZoneMeter } from '../../record/zone-meter.ts'
import type { Call } from '../calls/call.ts'
import type { Component } from '../handling/component.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { Link } from './link.ts'

/** What is known of the zones of a caller and its callee. */
export type ZoningParts = {
  readonly caller: Component
  readonly callee: Component
  /** By the zone of the caller, then by that of the callee. */
  readonly links: readonly (readonly Link[])[]
  readonly random: Random
  readonly meter: ZoneMeter
  /** Whether requests name the replica that they go to. */
  readonly addressed: boolean
}

/** The zones of one call. The zones of its callee come first, then where only callers stand. */
export class Zoning {
  readonly links: ZoningParts['links']
  readonly #parts: ZoningParts
  /** The place of each zone of the caller in the list of both. */
  readonly #placeOf: readonly number[]
  readonly #places: number
  #router: ZoneRouter | null = null
  #routing: ZoneRoutingOptions | null = null
  #seen = -1

  constructor(parts: ZoningParts) {
    const { caller, callee, links } = parts
    this.links = links
    this.#parts = parts
    const there = callee.spread?.zones ?? []
    const here = caller.spread?.zones ?? [parts.meter.from[0]]
    const elsewhere = here.filter(zone => !there.includes(zone))
    this.#places = there.length + elsewhere.length
    this.#placeOf = here.map(zone => [...there, ...elsewhere].indexOf(zone))
  }

  /** The zone of a replica of the caller, by its place among the zones of the caller. */
  zoneOfCaller({ index }: Replica): number {
    return this.#parts.caller.spread?.zoneOf(index) ?? 0
  }

  /** The same for the callee; the first for a request that has found no replica. */
  zoneOfCallee(replica: Replica | null): number {
    const { callee } = this.#parts
    return replica?.component === callee ? (callee.spread?.zoneOf(replica.index) ?? 0) : 0
  }

  /** The replica that a request is sent to; null where that is seen to when it arrives. */
  destination(call: Call, job: Task, from: number): Replica | null {
    const { callee, addressed } = this.#parts
    if (addressed) return callee.replicas[job.key]
    if (callee.spread === null || callee.balancer === null) return null
    if (job.keys !== null) return callee.replicaFor(job.key)
    return callee.balancer.chooseFor(call, job.session, this.#zoneFor(from))
  }

  /** A request goes from a zone to another, or to the same. */
  sent(from: number, to: number): void {
    const { meter, caller } = this.#parts
    meter.count(from, to, caller.world.recording.grid.slotAt(caller.agenda.now))
  }

  #zoneFor(from: number): number | undefined {
    const { callee, random } = this.#parts
    const routing = callee.spread?.routing ?? null
    if (routing === null) return undefined
    const router = this.#routerOf(routing)
    this.#renew(router)
    return router.zoneFor(this.#placeOf[from], random())
  }

  /** Zones may be chosen in another way from some time on. */
  #routerOf(routing: ZoneRoutingOptions): ZoneRouter {
    if (this.#router !== null && this.#routing === routing) return this.#router
    this.#routing = routing
    this.#seen = -1
    return (this.#router = new ZoneRouter(routing))
  }

  /** Replicas have come into use or gone out of it. */
  #renew(router: ZoneRouter): void {
    const [here, there] = [this.#parts.caller.spread, this.#parts.callee.spread]
    const changes = (here?.changes ?? 0) + (there?.changes ?? 0)
    if (this.#seen === changes || there === null) return
    this.#seen = changes
    const callers = new Array<number>(this.#places).fill(0)
    for (const [zone, place] of this.#placeOf.entries()) callers[place] = here?.inUse[zone] ?? 1
    const none = new Array<number>(this.#places - there.zones.length).fill(0)
    router.use({
      callers,
      replicas: [...there.replicas, ...none],
      inUse: [...there.inUse, ...none],
      isPanicking: there.isPanicking,
    })
  }
}
