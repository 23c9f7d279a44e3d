/**
 * Makes the links of a system: for each call the narrowest declaration that fits, and where
 * replicas stand in several zones, one from each zone of the caller to each of the callee.
 */
import type { SizeData, SystemData } from '../declare/data.ts'
import { componentOf } from '../declare/graph.ts'
import { type Ends, linkBetween, nearestEnds } from '../declare/network/link-between.ts'
import { isSpread } from '../declare/network/zone.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Component } from '../world/handling/component.ts'
import { Link } from '../world/network/link.ts'
import { MessageSize } from '../world/network/message-size.ts'
import { Sockets } from '../world/network/sockets.ts'
import type { World } from '../world/world.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'
import { Trafficked } from './trafficked.ts'

/** A link, and whom it joins in the course of which call. */
export type JoinedLink = Ends & {
  readonly call: string
  readonly link: Link
  /** Gives it a transport, if it was only a latency. */
  carry(): void
}

/** Between which zones a link leads, of those that caller and callee stand in. */
export type Between = Pick<Ends, 'from' | 'to'>

/** All links of one run. */
export class Links {
  readonly #byName = new Map<string, JoinedLink>()
  readonly #world: World
  readonly #system: SystemData
  readonly #trafficked: Trafficked
  readonly #sizes = new Map<string, Chance>()

  constructor(world: World, system: SystemData) {
    this.#world = world
    this.#system = system
    this.#trafficked = new Trafficked(world, system)
  }

  /** Every link, in the order in which they were made. */
  get all(): readonly JoinedLink[] {
    return [...this.#byName.values()]
  }

  /**
   * The link that carries a call, from a component to a callee.
   *
   * @param between which zones; unless that is said, between those that are nearest to each other
   */
  of(call: string, caller: Component, callee: string, between?: Between): Link {
    const [here, there] = [caller.handling.name, componentOf(callee)]
    const ends = { ...nearestEnds(this.#system.parts, here, there), ...between }
    const ways = this.#isSpread(here, there) ? ` ${ends.from ?? ''}->${ends.to ?? ''}` : ''
    const known = this.#byName.get(`${call}${ways}`)
    return known?.link ?? this.#make({ call, ways }, caller, ends)
  }

  /** The link of a call that code makes: over it, it may connect to other code, or to a store. */
  ofCode(call: string, caller: Component, callee: string): Link {
    const link = this.of(call, caller, callee)
    const part = this.#system.parts.get(componentOf(callee))
    if (part !== undefined && part.kind !== 'clients' && part.code !== null) {
      link.sockets ??= new Sockets(this.#world)
    }
    return link
  }

  #make({ call, ways }: { call: string; ways: string }, caller: Component, ends: Ends): Link {
    const name = `${call}${ways}`
    const found = linkBetween(this.#system, call, ends)
    const { random, traffic, ...constant } = found.declared
    const parts = random.map(({ of, ...part }) => ({ sampler: samplerOf(of), ...part }))
    const link = new Link({ ...constant, random: parts }, this.#world.chance(`${name}/link`))
    const own = `${ends.caller}->${ends.callee}${ways}`
    const whose = { name, call, own, from: ends.from, as: found.as }
    const carry = (): void => this.#trafficked.carry(link, found.declared, whose)
    this.#byName.set(name, { link, call, ...ends, carry })
    if (traffic === null) return link
    this.#trafficked.equip(link, traffic, whose)
    if (link.connections !== null) caller.memories.push(link.connections)
    return link
  }

  #isSpread(...names: readonly string[]): boolean {
    const parts = names.map(name => this.#system.parts.get(name))
    return parts.some(part => part !== undefined && isSpread(part))
  }

  /** How big the messages of a call are. All calls of a name share their chance. */
  sizeOf(name: string, size: SizeData): MessageSize {
    let chance = this.#sizes.get(name)
    if (chance === undefined) this.#sizes.set(name, (chance = this.#world.chance(name)))
    return new MessageSize(typeof size === 'number' ? size : samplerOf(size), chance)
  }
}
