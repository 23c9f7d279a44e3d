/** Makes the links of a system: for each call the narrowest declaration that fits. */
import type { SizeData, SystemData } from '../declare/data.ts'
import { componentOf } from '../declare/graph.ts'
import { linkBetween } from '../declare/network/link-between.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Component } from '../world/handling/component.ts'
import { Link } from '../world/network/link.ts'
import { MessageSize } from '../world/network/message-size.ts'
import type { World } from '../world/world.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'
import { Trafficked } from './trafficked.ts'

/** Whom a link joins. */
type Ends = { readonly caller: string; readonly callee: string }

/** A link, and whom it joins. */
export type JoinedLink = Ends & {
  readonly link: Link
  /** Gives it a transport, if it was only a latency. */
  carry(): void
}

/** All links of one run. */
export class Links {
  /** By the name of the call. */
  readonly byCall = new Map<string, JoinedLink>()
  readonly #world: World
  readonly #system: SystemData
  readonly #trafficked: Trafficked
  readonly #sizes = new Map<string, Chance>()

  constructor(world: World, system: SystemData) {
    this.#world = world
    this.#system = system
    this.#trafficked = new Trafficked(world, system)
  }

  /** The link that carries a call, from a component to a callee. */
  of(name: string, caller: Component, callee: string): Link {
    const known = this.byCall.get(name)
    if (known !== undefined) return known.link
    const ends: Ends = { caller: caller.handling.name, callee: componentOf(callee) }
    const found = linkBetween(this.#system, name, ends)
    const { random, traffic, ...constant } = found.declared
    const parts = random.map(({ of, ...part }) => ({ sampler: samplerOf(of), ...part }))
    const link = new Link({ ...constant, random: parts }, this.#world.chance(`${name}/link`))
    const whose = { name, ...ends, as: found.as }
    const carry = (): void => this.#trafficked.carry(link, found.declared, whose)
    this.byCall.set(name, { link, ...ends, carry })
    if (traffic === null) return link
    this.#trafficked.equip(link, traffic, whose)
    if (link.connections !== null) caller.memories.push(link.connections)
    return link
  }

  /** How big the messages of a call are. All calls of a name share their chance. */
  sizeOf(name: string, size: SizeData): MessageSize {
    let chance = this.#sizes.get(name)
    if (chance === undefined) this.#sizes.set(name, (chance = this.#world.chance(name)))
    return new MessageSize(typeof size === 'number' ? size : samplerOf(size), chance)
  }
}
