/** Finds what a fault strikes: the replicas and links that its target names. */
import type { SystemData } from '../declare/data.ts'
import type { Fault } from '../faults/fault.ts'
import { didYouMean, type Problem } from '../kernel/errors.ts'
import type { Component } from '../world/component.ts'
import type { Conditions } from '../world/conditions.ts'
import { aimed, type Named, type Struck } from './aim.ts'
import type { JoinedLink } from './links.ts'
import type { Wired } from './compile.ts'

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

  /** What a fault strikes, or why it strikes nothing. */
  find(fault: Fault): Struck | Problem {
    const named = this.#named(fault.target)
    return named === undefined ? this.#unknown(fault) : aimed(fault, named)
  }

  #named(target: string): Named | undefined {
    if (target.startsWith('zone:')) return this.#zone(target.slice('zone:'.length))
    if (target.includes('<->')) return this.#between(target)
    if (target.includes('->')) return this.#call(target)
    return target.includes('#') ? this.#replica(target) : this.#component(target)
  }

  #component(name: string): Named | undefined {
    const component = this.#wired.components.get(name)
    if (component === undefined) return undefined
    return this.#parts([component], name => name === component.handling.name)
  }

  #replica(target: string): Named | undefined {
    const [, name = '', index] = /^(.*)#(0|[1-9]\d*)$/.exec(target) ?? []
    const replica = this.#wired.components.get(name)?.replicas[Number(index)]
    if (replica === undefined || this.#system.parts.get(name)?.kind === 'clients') return undefined
    return { replicas: [replica], links: [], waysIn: [], clients: [] }
  }

  #call(target: string): Named | undefined {
    const links = [...this.#wired.links]
      .filter(([name, { caller, callee }]) => name === target || `${caller}->${callee}` === target)
      .map(([, link]) => link)
    return justLinks(links)
  }

  /** Its components, and the links that cross its border. */
  #zone(zone: string): Named | undefined {
    const inside = (name: string): boolean => this.#zoneOf(name) === zone
    const components = [...this.#wired.components.values()]
    const within = components.filter(({ handling }) => inside(handling.name))
    return within.length > 0 ? this.#parts(within, inside) : undefined
  }

  /** Some components, and the links that cross the border around them, or lead to one of them. */
  #parts(components: readonly Component[], inside: (name: string) => boolean): Named {
    const [clients, handlers] = [true, false].map(are =>
      components
        .filter(({ owner }) => (owner !== null) === are)
        .flatMap(({ replicas }) => replicas),
    )
    const links = this.#links(({ caller, callee }) => inside(caller) !== inside(callee))
    const waysIn = this.#links(({ callee }) => inside(callee))
    return { replicas: handlers, links, waysIn, clients }
  }

  #between(target: string): Named | undefined {
    const [a, b] = target.split('<->', 2)
    const links = this.#links(({ caller, callee }) => {
      const [from, to] = [this.#zoneOf(caller), this.#zoneOf(callee)]
      return (from === a && to === b) || (from === b && to === a)
    })
    return justLinks(links)
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

const justLinks = (links: readonly JoinedLink[]): Named | undefined =>
  links.length > 0 ? { replicas: [], links, waysIn: links, clients: [] } : undefined
