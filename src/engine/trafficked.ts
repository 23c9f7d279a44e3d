/** Equips links that are more than a latency: with the bandwidth they share, and connections. */
import type { SystemData } from '../declare/data.ts'
import type { CapacityData, TrafficData } from '../declare/network/network-data.ts'
import type { LinkData } from '../declare/network/links.ts'
import { capacityOf, usualLoss } from '../declare/network/network-schema.ts'
import { type LinkMeter, WayMeter } from '../record/link-meter.ts'
import type { Link } from '../world/network/link.ts'
import { Connections } from '../world/network/connections.ts'
import { Direction } from '../world/network/direction.ts'
import { Traffic } from '../world/network/traffic.ts'
import type { World } from '../world/world.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'

/** Whose link it is, and the name under which it was declared. */
export type Whose = {
  /** Its own: that of the call, and where that has several, between which zones it leads. */
  readonly name: string
  readonly call: string
  /** What the physical link is called where none is declared that others share. */
  readonly own: string
  /** The zone of the caller. */
  readonly from: string | null
  readonly as: string
}

/** A link on which nothing but packets gets lost, by faults. */
const noTraffic: Omit<TrafficData, 'capacity'> = {
  over: null,
  weight: 1,
  rate: Infinity,
  windowBytes: Infinity,
  windowRate: Infinity,
  congestion: null,
  loss: null,
  connection: null,
}

/** Both directions of a physical link. */
type Both = { readonly there: Direction; readonly back: Direction }

/** The physical links of one run. Links that are one thing in the declaration share one. */
export class Trafficked {
  readonly #world: World
  readonly #system: SystemData
  readonly #byName = new Map<string, Both>()

  constructor(world: World, system: SystemData) {
    this.#world = world
    this.#system = system
  }

  /** Gives a link its traffic and its connections. */
  equip(link: Link, data: TrafficData, whose: Whose): void {
    const capacity = this.#capacityOf(data)
    const { there, back } = this.#directions(capacity, data, whose)
    const meter = this.#meter(whose.call, { there, back })
    const isBounded = capacity.bufferBytes < Infinity
    const usual = usualLoss()
    const loss = data.loss ?? (isBounded ? usual : null)
    const chance = this.#world.chance(`${whose.name}/loss`)
    const transport = loss ?? usual
    const ways = { there, back, meter }
    link.traffic = new Traffic(this.#world, link, { data, loss, transport, ...ways, chance })
    const { connection } = data
    if (connection === null) return
    link.connections = new Connections(this.#world, link, {
      data: connection,
      dns: connection.dns && samplerOf(connection.dns),
      chance: this.#world.chance(`${whose.name}/connection`),
      meter,
      calls: this.#world.recording.callMeter(whose.call),
    })
  }

  /** Gives a link a transport that was only a latency: something is to be sent again on it. */
  carry(link: Link, { bitsPerMs }: LinkData, whose: Whose): void {
    if (link.traffic !== null) return
    const capacity = capacityOf({ bandwidth: { there: bitsPerMs, back: bitsPerMs } }, 'none')
    this.equip(link, { ...noTraffic, capacity }, whose)
  }

  #capacityOf({ over, capacity }: TrafficData): CapacityData {
    return (over === null ? capacity : this.#system.cables.get(over)) as CapacityData
  }

  /**
   * The directions that messages of a call take there and back. Between two places the same one
   * leads from the first to the second, whoever calls whom.
   */
  #directions(capacity: CapacityData, { over }: TrafficData, whose: Whose): Both {
    const own = whose.as === 'default' ? whose.own : whose.as
    const name = over === null ? own : `cable ${over}`
    const known = this.#byName.get(name) ?? this.#make(capacity)
    this.#byName.set(name, known)
    return this.#isReversed(whose) ? { there: known.back, back: known.there } : known
  }

  #make(capacity: CapacityData): Both {
    const { agenda, recording } = this.#world
    const there = new Direction(agenda, capacity, recording)
    if (capacity.isHalfDuplex) return { there, back: there }
    const wayBack = { ...capacity, bitsPerMs: capacity.backBitsPerMs }
    return { there, back: new Direction(agenda, wayBack, recording) }
  }

  /** A call against the order of `eu<->us`, from us to eu. */
  #isReversed({ as, from }: Whose): boolean {
    const [first, second] = as.split('<->', 2)
    const { regions } = this.#system
    const zone = from ?? ''
    return second !== undefined && zone !== first && regions.get(zone) !== first
  }

  #meter(call: string, { there, back }: Both): LinkMeter {
    const { recording } = this.#world
    const way = ({ usage }: Direction): WayMeter =>
      new WayMeter(recording.grid, recording.pages, usage)
    const meter = { there: way(there), back: way(back) }
    recording.callMeter(call).links.push(meter)
    return meter
  }
}
