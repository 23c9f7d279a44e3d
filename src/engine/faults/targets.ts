/** Finds what a fault strikes: the replicas and links that its target names. */
import type { SystemData } from '../../declare/data.ts'
import { type Dependencies, dependenciesIn } from '../../declare/graph.ts'
import type { Fault } from '../../faults/fault.ts'
import { didYouMean, type Problem } from '../../kernel/errors.ts'
import type { Component } from '../../world/handling/component.ts'
import type { Conditions } from '../../world/faults/conditions.ts'
import { affectedBy, type ResolvedTarget, type Affected } from './affected.ts'
import type { JoinedLink } from '../links.ts'
import type { Wired } from '../compile.ts'

/** The components around one, by the word that a target begins with. */
const groups = {
  upstream: ({ calledBy }: Dependencies) => calledBy,
  downstream: ({ calls }: Dependencies) => calls,
  dependents: ({ dependents }: Dependencies) => dependents,
}

/** Where a fault is noted while it is in force. */
export function placesOf({ replicas, links }: Affected): Conditions[] {
  return [
    ...replicas.map(replica => replica.conditions),
    ...links.map(({ link }) => link.conditions),
  ]
}

/** Finds what faults strike in one system. */
export class FaultTargets {
  readonly #system: SystemData
  readonly #wired: Wired
  /** A search asks the same target about each kind of fault; looking one up takes all links. */
  readonly #known = new Map<string, ResolvedTarget | undefined>()

  constructor(system: SystemData, wired: Wired) {
    this.#system = system
    this.#wired = wired
  }

  /** What a fault strikes, or why it strikes nothing. @param target of it, or a part of that */
  find(fault: Fault, target: string = fault.target): Affected | Problem {
    const named = this.#named(target)
    if (named === undefined) return { ...this.#unknown(fault.target), where: `${fault}` }
    return affectedBy(fault, named, () => this.#wired.breakers.map(({ call }) => call))
  }

  /** Why nothing is called by the name of a target; undefined when something is. */
  whyUnknown(target: string): Problem | undefined {
    return this.#named(target) === undefined ? this.#unknown(target) : undefined
  }

  /** The names of the components and the calls that are struck. */
  namesOf({ replicas, links, breakers }: Affected): string[] {
    const struck = new Set(links)
    const calls = [...this.#wired.links].filter(([, link]) => struck.has(link))
    return [
      ...replicas.map(({ component }) => component.handling.name),
      ...calls.map(([call]) => call),
      ...breakers.map(({ call }) => call),
    ]
  }

  #named(target: string): ResolvedTarget | undefined {
    if (this.#known.has(target)) return this.#known.get(target)
    const named = this.#find(target)
    this.#known.set(target, named)
    return named
  }

  #find(target: string): ResolvedTarget | undefined {
    const [, around = '', name = ''] = /^(upstream|downstream|dependents):(.*)$/.exec(target) ?? []
    if (around !== '') return this.#around(around as keyof typeof groups, name)
    if (target.startsWith('zone:')) return this.#zone(target.slice('zone:'.length))
    if (target.includes('<->')) return this.#between(target)
    if (target.includes('->')) return this.#call(target)
    return target.includes('#') ? this.#replica(target) : this.#component(target)
  }

  #component(name: string): ResolvedTarget | undefined {
    const component = this.#wired.components.get(name)
    if (component === undefined) return undefined
    return this.#parts([component], name => name === component.handling.name)
  }

  #replica(target: string): ResolvedTarget | undefined {
    const [, name = '', index] = /^(.*)#(0|[1-9]\d*)$/.exec(target) ?? []
    const replica = this.#wired.components.get(name)?.replicas[Number(index)]
    if (replica === undefined || this.#system.parts.get(name)?.kind === 'clients') return undefined
    return { ...nothing, replicas: [replica], isReplica: true }
  }

  #call(target: string): ResolvedTarget | undefined {
    const links = [...this.#wired.links]
      .filter(([name, { caller, callee }]) => name === target || `${caller}->${callee}` === target)
      .map(([, link]) => link)
    const breakers = this.#wired.breakers.filter(
      ({ call }) => call === target || call.startsWith(`${target}.`),
    )
    return links.length > 0 ? { ...justLinks(links), breakers } : undefined
  }

  /** Its components, and the links that cross its border. */
  #zone(zone: string): ResolvedTarget | undefined {
    const inside = (name: string): boolean => this.#zoneOf(name) === zone
    const components = [...this.#wired.components.values()]
    const within = components.filter(({ handling }) => inside(handling.name))
    return within.length > 0 ? this.#parts(within, inside) : undefined
  }

  /** The components around one: all their replicas, and each of their links once. */
  #around(group: keyof typeof groups, name: string): ResolvedTarget | undefined {
    if (!this.#wired.components.has(name)) return undefined
    const names = groups[group](dependenciesIn(this.#system, name))
    const parts = names.flatMap(each => this.#component(each) ?? [])
    return {
      ...nothing,
      replicas: parts.flatMap(part => part.replicas),
      links: [...new Set(parts.flatMap(part => part.links))],
      waysIn: [...new Set(parts.flatMap(part => part.waysIn))],
      clients: parts.flatMap(part => part.clients),
    }
  }

  /** Some components, and the links that cross the border around them, or lead to one of them. */
  #parts(components: readonly Component[], inside: (name: string) => boolean): ResolvedTarget {
    const [clients, handlers] = [true, false].map(are =>
      components
        .filter(({ owner }) => (owner !== null) === are)
        .flatMap(({ replicas }) => replicas),
    )
    const links = this.#links(({ caller, callee }) => inside(caller) !== inside(callee))
    const waysIn = this.#links(({ callee }) => inside(callee))
    return { ...nothing, replicas: handlers, links, waysIn, clients }
  }

  #between(target: string): ResolvedTarget | undefined {
    const [a, b] = target.split('<->', 2)
    const links = this.#links(({ caller, callee }) => {
      const [from, to] = [this.#zoneOf(caller), this.#zoneOf(callee)]
      return (from === a && to === b) || (from === b && to === a)
    })
    return links.length > 0 ? justLinks(links) : undefined
  }

  #links(fits: (link: JoinedLink) => boolean): JoinedLink[] {
    return [...this.#wired.links.values()].filter(fits)
  }

  #zoneOf(name: string): string | null {
    return this.#system.parts.get(name)?.zone ?? null
  }

  #unknown(target: string): Problem {
    const components = [...this.#wired.components.keys()]
    const pairs = [...this.#wired.links.values()].map(
      ({ caller, callee }) => `${caller}->${callee}`,
    )
    const zones = [...this.#system.parts.values()].flatMap(({ zone }) => zone ?? [])
    const names = [...components, ...pairs, ...this.#wired.links.keys()]
    const known = new Set([...names, ...zones.map(zone => `zone:${zone}`)])
    const what = `system "${this.#system.name}" has nothing named "${target}" to break`
    const isZone = zones.includes(target)
    return { what, fix: isZone ? `did you mean "zone:${target}"?` : didYouMean(target, [...known]) }
  }
}

const justLinks = (links: readonly JoinedLink[]): ResolvedTarget => ({
  ...nothing,
  links,
  waysIn: links,
})

const nothing: ResolvedTarget = {
  replicas: [],
  links: [],
  waysIn: [],
  clients: [],
  breakers: [],
  isReplica: false,
}
