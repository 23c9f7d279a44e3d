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
  /** What collecting garbage takes, of the time of work, when half of it is in use; 0 for none. */
  readonly gc: number
}

/** A resource that does so much in a time, for one request after another. */
export type PipeData = {
  readonly name: 'diskIo' | 'bandwidth'
  /** How long a request has it for itself. */
  readonly eachMs: Ms
}

/** How the pieces of work in one replica get into each other's way. */
export type ContentionData = { readonly alpha: number; readonly beta: number }

/** All finite resources of a component. */
export type ResourcesData = {
  readonly stocks: readonly StockData[]
  readonly pipes: readonly PipeData[]
  /** Infinity when work does not share a processor. */
  readonly cores: number
  /** Null when work does not get into the way of other work. */
  readonly contention: ContentionData | null
}

/** A component of which nothing is said. */
export const noResources: ResourcesData = Object.freeze({
  stocks: [],
  pipes: [],
  cores: Infinity,
  contention: null,
})
