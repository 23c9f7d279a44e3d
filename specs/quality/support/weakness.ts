/** A weakness that was planted in a system: what it is, and the least schedule that shows it. */
import type { Names, System } from 'gameday'
import { type Exploration, exploration, type ExploreOptions } from 'gameday/explore'
import type { Fault } from 'gameday'

/** A dial's least and greatest value, in its own unit: milliseconds, a share, a factor. */
export type Between = readonly [least: number, most: number]

/** One fault of the least schedule, and how far its numbers may be from those. */
export type LeastFault = {
  readonly fault: Fault
  /** By dial; one that is not named must stand where the fault has it. */
  readonly between?: { readonly [dial: string]: Between }
}

/** A planted weakness, as the file about it says it. */
export type Planted<N extends Names> = {
  /** Where it is. */
  readonly weak: System<N>
  /** The same system without it: there the goals hold, whatever the same search tries. */
  readonly mended: System
  /** What a user would ask of it. */
  readonly explore: Omit<ExploreOptions<NoInfer<N>>, 'seed' | 'runs' | 'store'>
  /** How many trials may be needed to find it. */
  readonly budget: number
  readonly least: readonly LeastFault[]
}

/** A planted weakness, ready to be looked for. */
export type Weakness = {
  readonly name: string
  readonly budget: number
  readonly least: readonly LeastFault[]
  weak(this: void, seed: string): Exploration
  mended(this: void, seed: string): Exploration
}

/** Plants a weakness. */
export function weakness<N extends Names>(name: string, planted: Planted<N>): Weakness {
  const { weak, mended, explore, budget, least } = planted
  const exploring = (system: System, seed: string): Exploration =>
    exploration(system, { ...(explore as ExploreOptions), runs: budget, seed, store: false })
  return {
    name,
    budget,
    least,
    weak: seed => exploring(weak, seed),
    mended: seed => exploring(mended, seed),
  }
}
