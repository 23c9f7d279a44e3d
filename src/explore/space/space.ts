/** What can go wrong in a system: every kind of fault, with every target that it makes sense at. */
import type { SystemData } from '../../declare/data.ts'
import type { System } from '../../declare/index.ts'
import { zonesIn } from '../../declare/network/zone.ts'
import { Strikable } from '../../engine/faults/strikable.ts'
import { Fault } from '../../faults/fault.ts'
import { type FaultKind, kindOf } from '../../faults/kinds.ts'
import { faultOf } from '../../faults/make.ts'
import type { Problem } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Bounds, Ranges } from './dials.ts'
import { callsIn, partsOf } from './parts.ts'
import { momentsOf } from './moments.ts'
import { Neighbours } from './neighbours.ts'
import { magnitudesOf, profileOf } from './profiles.ts'

/** What may go wrong, as it was asked for. */
export type SpaceOptions = {
  /** No more faults than these at once. */
  readonly most: number
  readonly kinds: readonly FaultKind[]
  /** Undefined for all there are. */
  readonly targets: readonly string[] | undefined
  /** By when every fault has ended. */
  readonly withinMs: Ms
  readonly ranges: Ranges
  /** Whether faults may come and go. */
  readonly periodic?: boolean | undefined
}

/** A fault before it has a time and a strength: it stands for all of its kind at its target. */
export type Choice = Fault

/** All the faults that fit one system. */
export class FaultSpace {
  readonly options: SpaceOptions
  readonly bounds: Bounds
  /** What faults may be aimed at. */
  readonly targets: readonly string[]
  /** Which of these have to do with each other. */
  readonly neighbours: Neighbours
  readonly #data: SystemData
  readonly #strikable: Strikable
  readonly #choices = new Map<FaultKind, readonly Choice[]>()
  readonly #problems = new Map<string, boolean>()

  constructor(system: System, options: SpaceOptions) {
    const moments = momentsOf(system.data).filter(ms => ms <= options.withinMs)
    this.options = options
    this.bounds = { withinMs: options.withinMs, ranges: options.ranges, moments }
    this.targets = options.targets ?? targetsOf(system)
    this.neighbours = new Neighbours(system.data)
    this.#data = system.data
    this.#strikable = new Strikable(system)
  }

  /** The kinds that fit at least one target, simple ones first. */
  get kinds(): readonly FaultKind[] {
    return this.options.kinds.filter(kind => this.choicesOf(kind).length > 0)
  }

  /** Every way to have a kind of fault in this system, in the order of the declaration. */
  choicesOf(kind: FaultKind): readonly Choice[] {
    const known = this.#choices.get(kind)
    if (known !== undefined) return known
    const { ways } = profileOf(kind)
    const all = strongestOf(kind).flatMap(strongest =>
      ways.flatMap(way =>
        this.targets.flatMap(target => this.#choice(kind, target, { ...way, ...strongest }) ?? []),
      ),
    )
    this.#choices.set(kind, all)
    return all
  }

  /** Whether a fault can be aimed where it is. */
  fits(fault: Fault): boolean {
    const key = JSON.stringify([fault.target, fault.cause, fault.timing.share])
    const known = this.#problems.get(key)
    if (known !== undefined) return known
    const fits = this.#strikable.whyNot(fault) === undefined
    this.#problems.set(key, fits)
    return fits
  }

  /** Why nothing is called by the name of a target; undefined when something is. */
  whyUnknown(target: string): Problem | undefined {
    return this.#strikable.whyUnknown(target)
  }

  /** Parts of what a fault is aimed at that it could be aimed at by itself. */
  narrower({ target, cause }: Fault): readonly string[] {
    const parts = partsOf(this.#data, target, kindOf(cause).strikes === 'link')
    const fitting = parts.filter(part => this.fits(new Fault(part, cause)))
    return fitting.filter(part => this.options.targets?.includes(part) ?? true)
  }

  #choice(kind: FaultKind, target: string, options: object): Choice | undefined {
    const fault = faultOf(kind, target, options)
    const isWanted = this.options.targets !== undefined || this.#saysMore(fault)
    return isWanted && this.fits(fault) ? fault : undefined
  }

  /** A component that fails stands for every call to it, and for whoever makes it. */
  #saysMore({ target, cause }: Choice): boolean {
    const { strikes } = kindOf(cause)
    const isClients = this.#data.parts.get(target)?.kind === 'clients'
    return isClients ? strikes === 'clients' : !target.includes('->') || strikes !== 'handler'
  }
}

/** As bad as a kind can be, by each of the options that say so. */
function strongestOf(kind: FaultKind): readonly object[] {
  const all = magnitudesOf(kind).map(({ option, rungs }) => ({ [option]: rungs.at(-1) }))
  return all.length === 0 ? [{}] : all
}

/** What faults can be aimed at: components, clients, calls, and zones. */
function targetsOf({ data }: System): readonly string[] {
  return [
    ...data.parts.keys(),
    ...callsIn(data),
    ...zonesIn(data.parts).map(zone => `zone:${zone}`),
  ]
}
