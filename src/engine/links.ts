/** Makes the links of a system: for each call the narrowest declaration that fits. */
import type { SystemData } from '../declare/data.ts'
import { componentOf } from '../declare/graph.ts'
import { type LinkData, noLink } from '../declare/links.ts'
import { Link } from '../world/link.ts'
import type { World } from '../world/world.ts'
import { samplerOf } from './samplers.ts'

/** A link, and whom it joins. */
export type JoinedLink = { readonly link: Link; readonly caller: string; readonly callee: string }

/** All links of one run. */
export class Links {
  /** By the name of the call. */
  readonly byCall = new Map<string, JoinedLink>()
  readonly #world: World
  readonly #system: SystemData

  constructor(world: World, system: SystemData) {
    this.#world = world
    this.#system = system
  }

  /** The link that carries a call, from a component to a callee. */
  of(name: string, caller: string, callee: string): Link {
    const known = this.byCall.get(name)
    if (known !== undefined) return known.link
    const { fixedMs, random, bitsPerMs } = this.#declaredLink(name, caller, componentOf(callee))
    const parts = random.map(({ of, share }) => ({ sampler: samplerOf(of), share }))
    const link = new Link({ fixedMs, parts, bitsPerMs }, this.#world.chance(`${name}/link`))
    this.byCall.set(name, { link, caller, callee: componentOf(callee) })
    return link
  }

  /** The narrowest declaration that fits: this call, these components, their zones, the default. */
  #declaredLink(name: string, caller: string, callee: string): LinkData {
    const { links, parts } = this.#system
    const [from, to] = [parts.get(caller)?.zone, parts.get(callee)?.zone]
    const zones = from && to ? [`${from}<->${to}`, `${to}<->${from}`] : []
    const names = [name, `${caller}->${callee}`, ...zones, 'default']
    const found = names.find(candidate => links.has(candidate))
    return found === undefined ? noLink : (links.get(found) as LinkData)
  }
}
