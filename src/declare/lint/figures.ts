/** What rules look at: a declaration, and what can be reckoned from it. */
import type { SystemData } from '../data.ts'
import { callersFirst, cycleIn } from '../graph.ts'
import { AttemptCounts } from './attempts.ts'
import { type CallLayer, callsIn, type DeclaredCall, layersOf } from './calls.ts'
import { Flow, type Place } from './flow.ts'
import { HandlingTimes } from './handling-times.ts'
import { highestRates } from './highest-rates.ts'
import { overloadsIn } from './overloads.ts'
import { Patience } from './patience.ts'
import { walksThrough } from './walk.ts'

/** The figures of a system. Where calls go in a circle, times and rates are not known. */
export class Figures {
  readonly data: SystemData
  readonly times: HandlingTimes
  /** Those of callers before those of their callees. */
  readonly calls: readonly DeclaredCall[]
  readonly layers: readonly CallLayer[]
  readonly patience: Patience
  readonly attempts: AttemptCounts
  /** Undefined where there is a circle. */
  readonly #order: readonly string[] | undefined
  #rates: ReadonlyMap<string, number> | undefined
  #warm: readonly Place[] | undefined
  #cold: readonly Place[] | undefined

  constructor(data: SystemData) {
    this.data = data
    this.#order = cycleIn(data) === undefined ? callersFirst(data) : undefined
    const order = this.#order ?? []
    this.times = new HandlingTimes(data, order.toReversed(), 'warm')
    const rank = new Map(order.map((name, i) => [name, i]))
    const rankOf = ({ caller }: DeclaredCall): number => rank.get(caller) ?? 0
    this.calls = callsIn(data, this.times).sort((a, b) => rankOf(a) - rankOf(b))
    this.layers = this.calls.flatMap(layersOf)
    const known = this.#order === undefined ? [] : this.calls
    this.patience = new Patience(data, known)
    this.attempts = new AttemptCounts(known)
  }

  /** Calls a millisecond at the most, by name, while nothing is tried again. */
  get highestRates(): ReadonlyMap<string, number> {
    return (this.#rates ??= highestRates(this.data, this.#order ?? []))
  }

  /** The places that are too small, with caches that know what they are asked for. */
  get overloads(): readonly Place[] {
    return (this.#warm ??= this.#overloads('warm'))
  }

  /** The same with caches that know nothing. */
  get overloadsWhenCold(): readonly Place[] {
    return (this.#cold ??= this.#overloads('cold'))
  }

  /** How many of a component there are; clients are one. */
  replicasOf(component: string): number {
    const part = this.data.parts.get(component)
    return part === undefined || part.kind === 'clients' ? 1 : part.replicas
  }

  #overloads(caching: 'warm' | 'cold'): Place[] {
    const order = this.#order ?? []
    const { data } = this
    const calleesFirst = order.toReversed()
    const times = caching === 'warm' ? this.times : new HandlingTimes(data, calleesFirst, caching)
    const ground = { data, times, caching }
    const walks = walksThrough(ground, calleesFirst)
    return overloadsIn(data, new Flow({ ...ground, walks }, order), this.patience)
  }
}
