/** Finds what a fault strikes: the replicas and links that its target names. */
import type { PartData, SystemData } from '../../declare/data.ts'
import { componentOf, type Dependencies, dependenciesIn } from '../../declare/graph.ts'
import { zoneOf, zonesIn } from '../../declare/network/zone.ts'
import type { Fault } from '../../faults/fault.ts'
import { didYouMean, type Problem } from '../../kernel/errors.ts'
import type { Replica } from '../../world/handling/replica.ts'
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
    return [
      ...replicas.map(({ component }) => component.handling.name),
      ...new Set(this.#links(link => struck.has(link)).map(({ call }) => call)),
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
    if (around !== '') return this.#group(around as keyof typeof groups, name)
    if (target.startsWith('zone:')) return this.#zone(target.slice('zone:'.length))
    if (target.includes('<->')) return this.#between(target)
    if (target.includes('->')) return this.#call(target)
    if (target.includes('#')) return this.#replica(target)
    return target.includes('.') ? this.#operation(target) : this.#component(target)
  }

  #component(name: string): ResolvedTarget | undefined {
    const component = this.#wired.components.get(name)
    if (component === undefined) return undefined
    const { replicas, handling } = component
    const isIt = (name: string): boolean => name === handling.name
    const around = this.#around(({ caller, callee }) => [isIt(caller), isIt(callee)])
    return { ...around, ...sorted(replicas) }
  }

  /** Its requests at all replicas, and the ways that they take. */
  #operation(target: string): ResolvedTarget | undefined {
    const { components, operations } = this.#wired
    const { replicas = [] } = components.get(componentOf(target)) ?? {}
    const operation = operations.get(target)
    if (operation === undefined) return undefined
    const ways = this.#links(({ call }) => call.endsWith(`->${target}`))
    return { ...justLinks(ways), replicas, operation }
  }

  #replica(target: string): ResolvedTarget | undefined {
    const [, name = '', index] = /^(.*)#(0|[1-9]\d*)$/.exec(target) ?? []
    const replica = this.#wired.components.get(name)?.replicas[Number(index)]
    if (replica === undefined || this.#system.parts.get(name)?.kind === 'clients') return undefined
    return { ...nothing, replicas: [replica], isReplica: true }
  }

  #call(target: string): ResolvedTarget | undefined {
    const links = this.#links(
      ({ call, caller, callee }) => call === target || `${caller}->${callee}` === target,
    )
    const breakers = this.#wired.breakers.filter(
      ({ call }) => call === target || call.startsWith(`${target}.`),
    )
    return links.length > 0 ? { ...justLinks(links), breakers } : undefined
  }

  /** The replicas that stand in it, and the links that cross its border. */
  #zone(zone: string): ResolvedTarget | undefined {
    const within = [...this.#wired.components.values()].flatMap(({ replicas }) =>
      replicas.filter(replica => this.#zoneOf(replica) === zone),
    )
    if (within.length === 0) return undefined
    return { ...this.#around(({ from, to }) => [from === zone, to === zone]), ...sorted(within) }
  }

  /** The components around one: all their replicas, and each of their links once. */
  #group(group: keyof typeof groups, name: string): ResolvedTarget | undefined {
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

  /** The links that cross a border, or lead into what is within it. @param within: its two ends */
  #around(within: (link: JoinedLink) => readonly [boolean, boolean]): ResolvedTarget {
    const links = this.#links(link => {
      const [caller, callee] = within(link)
      return caller !== callee
    })
    return { ...nothing, links, waysIn: this.#links(link => within(link)[1]) }
  }

  #between(target: string): ResolvedTarget | undefined {
    const [a, b] = target.split('<->', 2)
    const links = this.#links(
      ({ from, to }) => (from === a && to === b) || (from === b && to === a),
    )
    return links.length > 0 ? justLinks(links) : undefined
  }

  #links(fits: (link: JoinedLink) => boolean): JoinedLink[] {
    return this.#wired.links.filter(fits)
  }

  #zoneOf({ component, index }: Replica): string | null {
    return zoneOf(this.#system.parts.get(component.handling.name) as PartData, index)
  }

  #unknown(target: string): Problem {
    const components = [...this.#wired.components.keys()]
    const { links, operations } = this.#wired
    const pairs = links.map(({ caller, callee }) => `${caller}->${callee}`)
    const zones = zonesIn(this.#system.parts)
    const names = [...components, ...operations.keys(), ...pairs, ...links.map(({ call }) => call)]
    const known = new Set([...names, ...zones.map(zone => `zone:${zone}`)])
    const what = `system "${this.#system.name}" has nothing named "${target}" to break`
    const isZone = zones.includes(target)
    if (isZone) return { what, fix: `did you mean "zone:${target}"?` }
    return { what, fix: this.#otherReplica(target) ?? didYouMean(target, [...known]) }
  }

  /** Which replicas there are of a component that is named right. */
  #otherReplica(target: string): string | undefined {
    const [, name = ''] = /^(.*)#\d+$/.exec(target) ?? []
    const component = this.#wired.components.get(name)
    if (component === undefined || component.owner !== null) return undefined
    const last = component.replicas.length - 1
    return last === 0
      ? `write "${name}", of which there is one`
      : `write "${name}#0" to "${name}#${last}"`
  }
}

/** Those of clients, and those of components that handle requests. */
const sorted = (all: readonly Replica[]): Pick<ResolvedTarget, 'clients' | 'replicas'> => ({
  clients: all.filter(({ component }) => component.owner !== null),
  replicas: all.filter(({ component }) => component.owner === null),
})

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
  operation: null,
}
