/** The way to play a run again with a change, for whoever explains it. */
import type { System } from '../declare/index.ts'
import type { TimeGrid } from '../record/grid.ts'
import type { Origin } from '../record/origin.ts'
import type { RunIdentity } from '../record/recording.ts'
import type { Run } from '../record/run.ts'
import type { RunGiven, SimulateOptions } from './simulation.ts'

/** Plays a run to its end. */
export type Replay = (system: System, options: SimulateOptions, given: RunGiven) => Run

/** What a run was made of. */
type Made = {
  readonly system: System
  readonly options: SimulateOptions
  readonly identity: RunIdentity
  readonly grid: TimeGrid
}

/** With the same seed, unless another is wanted, and with windows at the same moments. */
export function originOf({ system, options, identity, grid }: Made, replay: Replay): Origin {
  const { faults = [], eventLimit } = options
  const { seed, seedFrom } = identity
  const same = { faults, seed, eventLimit, forMs: grid.horizonMs, system }
  return {
    system,
    faults: [...faults],
    forMs: grid.horizonMs,
    notes: new Map(),
    play: change => {
      const { system: played, forMs, ...changed } = { ...same, ...definedIn(change) }
      const quietly = { strict: false, explain: false, steadyState: undefined, for: forMs }
      const given = { seedFrom, cuts: grid.edges }
      return replay(played, { ...options, ...changed, ...quietly }, given)
    },
  }
}

const definedIn = (change: object): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
