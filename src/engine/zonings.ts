/** Finds what carries the messages of a call; where replicas are spread, it knows of zones. */
import type { HandlerData, SystemData } from '../declare/data.ts'
import { zonesOf } from '../declare/network/zone.ts'
import { ZoneMeter } from '../record/zone-meter.ts'
import type { CallSiteParts } from '../world/calls/call-site-parts.ts'
import type { Component } from '../world/handling/component.ts'
import { Wire } from '../world/network/wire.ts'
import { ZonedWire } from '../world/network/zoned-wire.ts'
import { Zoning } from '../world/network/zoning.ts'
import type { Caller } from './call-sites.ts'
import type { Links } from './links.ts'

/** What a call site is told of the way to its callee. */
type Ways = Pick<CallSiteParts, 'link' | 'wireOf'>

const plainWire: Ways['wireOf'] = (site, parts) => new Wire(site, parts)

/** What is known of the zones of the calls of one run. */
export class Zonings {
  readonly #system: SystemData
  readonly #links: Links
  readonly #find: (callee: string) => Component

  constructor(system: SystemData, links: Links, find: (callee: string) => Component) {
    this.#system = system
    this.#links = links
    this.#find = find
  }

  /** The way of a call to its callee. */
  ways(
    { component }: Pick<Caller, 'component'>,
    callee: string,
    { addressed }: { readonly addressed: boolean },
  ): Ways {
    const call = `${component.handling.name}->${callee}`
    const to = this.#find(callee)
    if (component.spread === null && to.spread === null) {
      return { link: this.#links.of(call, component, callee), wireOf: plainWire }
    }
    const [here, there] = [this.#zonesOf(component), this.#zonesOf(to)]
    const links = here.map(from =>
      there.map(zone => this.#links.of(call, component, callee, { from, to: zone })),
    )
    const { random, meter } = this.#meterOf(call, component, { here, there })
    const zoning = new Zoning({
      caller: component,
      callee: to,
      links,
      meter,
      random,
      addressed,
    })
    const connected = links.flat().find(({ connections }) => connections !== null)
    const link = connected ?? links[0][0]
    return { link, wireOf: (site, parts) => new ZonedWire(site, parts, zoning) }
  }

  /** All calls of a name are counted together, and share their chance. */
  #meterOf(
    call: string,
    { world }: Component,
    { here, there }: { readonly here: readonly Zone[]; readonly there: readonly Zone[] },
  ): Pick<ConstructorParameters<typeof Zoning>[0], 'meter' | 'random'> {
    const { recording } = world
    const meter = recording.callMeter(call)
    const names = [here, there].map(zones => zones.map(zone => zone ?? ''))
    meter.zones ??= new ZoneMeter(names[0], names[1], recording.grid.slots)
    return { meter: meter.zones, random: world.sharedRandom(`${call}/zones`) }
  }

  /** The zones that a component has replicas in; null stands for nowhere. */
  #zonesOf({ handling, spread }: Component): readonly Zone[] {
    if (spread !== null) return spread.zones
    const [zone = null] = zonesOf(this.#system.parts.get(handling.name) as HandlerData)
    return [zone]
  }
}

type Zone = string | null
