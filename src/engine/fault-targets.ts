/** Finds what a fault strikes: the replicas and links that its target names. */
import type { SystemData } from '../declare/data.ts'
import { type Dependencies, dependenciesIn } from '../declare/graph.ts'
import type { Fault } from '../faults/fault.ts'
import { kindOf } from '../faults/kinds.ts'
import { didYouMean, type Problem } from '../kernel/errors.ts'
import type { Breakers } from '../world/breakers.ts'
import type { Conditions } from '../world/conditions.ts'
import type { Replica } from '../world/replica.ts'
import type { JoinedLink } from './links.ts'
import type { Wired } from './compile.ts'

/** What a fault strikes: replicas, links, or the breakers of a call. */
export type Struck = {
  readonly replicas: readonly Replica[]
  readonly links: readonly JoinedLink[]
  readonly breakers: readonly Breakers[]
}

const nothing: Struck = { replicas: [], links: [], breakers: [] }

/** The components around one, by the word that a target begins with. */
const groups = {
  upstream: ({ calledBy }: Dependencies) => calledBy,
  downstream: ({ calls }: Dependencies) => calls,
  dependents: ({ dependents }: Dependencies) => dependents,
}

/** Where a fault is noted while it is in force. */
export function placesOf({ replicas, links }: Struck): Conditions[] {
  return [
    ...replicas.map(replica => replica.conditions),
    ...links.map(({ link }) => link.conditions),
  ]
}

/** Finds what faults strike in one system. */
export class FaultTargets {
  readonly #system: SystemData
  readonly #wired: Wired

  constructor(system: SystemData, wired: Wired) {
    this.#system = system
    this.#wired = wired
  }

  /** What a fault strikes, or why it strikes nothing. @param target of it, or a part of that */
  find(fault: Fault, target: string = fault.target): Struck | Problem {
    const named = this.#named(target)
    if (named === undefined) return this.#unknown(fault)
    const kind = kindOf(fault.cause)
    if (kind.strikes === 'breaker') return this.#guardsOf(fault)
    const isForLinks = kind.strikes === 'link'
    if (!isForLinks && named.replicas.length > 0) {
      return shareOfReplicas(fault, named.replicas)
    }
    if ((isForLinks || kind.alsoOnLinks(fault.cause)) && named.links.length > 0) {
      return { ...nothing, links: named.links }
    }
    if (isForLinks && target.includes('#')) return named
    return isForLinks ? cannotCutOff(fault) : notThere(fault)
  }

  /** The names of the components and the calls that are struck. */
  namesOf({ replicas, links, breakers }: Struck): string[] {
    const struck = new Set(links)
    const calls = [...this.#wired.links].filter(([, link]) => struck.has(link))
    return [
      ...replicas.map(({ component }) => component.handling.name),
      ...calls.map(([call]) => call),
      ...breakers.map(({ call }) => call),
    ]
  }

  #named(target: string): Struck | undefined {
    const [, around = '', name = ''] = /^(upstream|downstream|dependents):(.*)$/.exec(target) ?? []
    if (around !== '') return this.#around(around as keyof typeof groups, name)
    if (target.startsWith('zone:')) return this.#zone(target.slice('zone:'.length))
    if (target.includes('<->')) return this.#between(target)
    if (target.includes('->')) return this.#call(target)
    return target.includes('#') ? this.#replica(target) : this.#component(target)
  }

  #component(name: string): Struck | undefined {
    const component = this.#wired.components.get(name)
    if (component === undefined) return undefined
    const isHandler = this.#system.parts.get(name)?.kind !== 'clients'
    const links = this.#links(({ caller, callee }) => caller === name || callee === name)
    return { ...nothing, replicas: isHandler ? component.replicas : [], links }
  }

  #replica(target: string): Struck | undefined {
    const [, name = '', index] = /^(.*)#(0|[1-9]\d*)$/.exec(target) ?? []
    const replica = this.#wired.components.get(name)?.replicas[Number(index)]
    if (replica === undefined || this.#system.parts.get(name)?.kind === 'clients') return undefined
    return { ...nothing, replicas: [replica] }
  }

  #call(target: string): Struck | undefined {
    const links = [...this.#wired.links]
      .filter(([name, { caller, callee }]) => name === target || `${caller}->${callee}` === target)
      .map(([, link]) => link)
    return links.length > 0 ? { ...nothing, links } : undefined
  }

  /** Its components, and the links that cross its border. */
  #zone(zone: string): Struck | undefined {
    const inside = (name: string): boolean => this.#zoneOf(name) === zone
    const components = [...this.#wired.components.entries()].filter(([name]) => inside(name))
    if (components.length === 0) return undefined
    const handlers = components.filter(([name]) => this.#system.parts.get(name)?.kind !== 'clients')
    const links = this.#links(({ caller, callee }) => inside(caller) !== inside(callee))
    return { ...nothing, replicas: handlers.flatMap(([, { replicas }]) => replicas), links }
  }

  /** The components around one: all their replicas, and each of their links once. */
  #around(group: keyof typeof groups, name: string): Struck | undefined {
    if (!this.#wired.components.has(name)) return undefined
    const names = groups[group](dependenciesIn(this.#system, name))
    const parts = names.flatMap(each => this.#component(each) ?? [])
    const links = new Set(parts.flatMap(part => part.links))
    return { ...nothing, replicas: parts.flatMap(part => part.replicas), links: [...links] }
  }

  /** The breakers of a call; one named without an operation stands for those with one. */
  #guardsOf(fault: Fault): Struck | Problem {
    const { target, timing } = fault
    if (timing.share < 1) return allOrNone(fault)
    const breakers = this.#wired.breakers.filter(
      ({ call }) => call === target || call.startsWith(`${target}.`),
    )
    if (breakers.length > 0) return { ...nothing, breakers }
    const guarded = this.#wired.breakers.map(({ call }) => call)
    const fix = 'give the call one with call(…, { breaker: { … } })'
    return {
      what: `"${target}" is no call with a circuit breaker`,
      where: `${fault}`,
      fix: guarded.length === 0 ? fix : `${fix}; or ${didYouMean(target, guarded)}`,
    }
  }

  #between(target: string): Struck | undefined {
    const [a, b] = target.split('<->', 2)
    const links = this.#links(({ caller, callee }) => {
      const [from, to] = [this.#zoneOf(caller), this.#zoneOf(callee)]
      return (from === a && to === b) || (from === b && to === a)
    })
    return links.length > 0 ? { ...nothing, links } : undefined
  }

  #links(fits: (link: JoinedLink) => boolean): JoinedLink[] {
    return [...this.#wired.links.values()].filter(fits)
  }

  #zoneOf(name: string): string | null {
    return this.#system.parts.get(name)?.zone ?? null
  }

  #unknown(fault: Fault): Problem {
    const components = [...this.#wired.components.keys()]
    const pairs = [...this.#wired.links.values()].map(
      ({ caller, callee }) => `${caller}->${callee}`,
    )
    const zones = [...this.#system.parts.values()].flatMap(({ zone }) => zone ?? [])
    const names = [...components, ...pairs, ...this.#wired.links.keys()]
    const known = new Set([...names, ...zones.map(zone => `zone:${zone}`)])
    const what = `system "${this.#system.name}" has nothing named "${fault.target}" to break`
    return { what, where: `${fault}`, fix: didYouMean(fault.target, [...known]) }
  }
}

/** 0.07 × 100 is a bit more than 7. */
const ROUNDING = 1e-9

/**
 * A crash takes some replicas whole; whatever else strikes them all, and some of their requests.
 */
function shareOfReplicas(fault: Fault, replicas: readonly Replica[]): Struck | Problem {
  if (fault.cause.kind !== 'crash' || fault.timing.share === 1) return { ...nothing, replicas }
  const isStruck = ({ index, component }: Replica): boolean =>
    index < Math.ceil(fault.timing.share * component.replicas.length - ROUNDING)
  if (replicas.length > 1) return { ...nothing, replicas: replicas.filter(isStruck) }
  return {
    what: `a share of "${fault.target}" cannot crash: there is one replica of it`,
    where: `${fault}`,
    fix: 'declare more replicas, or leave the share out',
  }
}

const allOrNone = (fault: Fault): Problem => ({
  what: 'a breaker is held open for all calls or for none',
  where: `${fault}`,
  fix: 'leave the share out',
})

const notThere = (fault: Fault): Problem => ({
  what: `"${fault.target}" does no work of its own that this fault could change`,
  where: `${fault}`,
  fix: "aim it at a component, a replica or a zone; a link can be slow({ by: '50ms' })",
})

const cannotCutOff = (fault: Fault): Problem => ({
  what: `"${fault.target}" has no links of its own to cut`,
  where: `${fault}`,
  fix: 'aim a partition at a component, a call, a zone or two zones',
})
