/** The finite resources of a component, as the engine takes them. */
import type { StockName } from '../faults/kinds/resource.ts'
import type { Ms } from '../kernel/units.ts'

/** A resource of which each replica has so much. */
export type StockData = {
  readonly name: StockName
  readonly size: number
  /** What is in use while there are no requests. */
  readonly idle: number
  /** What each request holds, or for disk space uses up. */
  readonly each: number
  /** The share of requests that do. */
  readonly share: number
  /** How long what a request has held is not free again. */
  readonly lingersMs: Ms
  /** How long a replica that is killed for it takes to start again. */
  readonly restartMs: Ms
}

/** A resource that does so much in a time, for one request after another. */
export type PipeData = {
  readonly name: 'diskIo' | 'bandwidth'
  /** How long a request has it for itself. */
  readonly eachMs: Ms
}

/** All finite resources of a component. */
export type ResourcesData = {
  readonly stocks: readonly StockData[]
  readonly pipes: readonly PipeData[]
  /** Infinity when work does not share a processor. */
  readonly cores: number
}

/** A component of which nothing is said. */
export const noResources: ResourcesData = Object.freeze({ stocks: [], pipes: [], cores: Infinity })
