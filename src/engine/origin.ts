/** The way to play a run again with a change, for whoever explains it. */
import type { System } from '../declare/index.ts'
import type { Ms } from '../kernel/units.ts'
import type { TimeGrid } from '../record/grid.ts'
import type { Looks, Origin } from '../record/origin.ts'
import type { Recording, RunIdentity } from '../record/recording.ts'
import { Run } from '../record/run.ts'
import { codeIn } from './code.ts'
import type { RunGiven, SimulateOptions } from './simulate-options.ts'
import type { Simulation } from './simulation.ts'

/** Starts a run. */
export type Replay = (system: System, options: SimulateOptions, given: RunGiven) => Simulation

/** What a run was made of. */
type Made = {
  readonly system: System
  readonly options: SimulateOptions
  readonly identity: RunIdentity
  readonly grid: TimeGrid
}

/** With the same seed, unless another is wanted, and with windows at the same moments. */
export function originOf(made: Made, replay: Replay): Origin {
  const { system, options, identity, grid } = made
  const { faults = [], eventLimit } = options
  const { seed, seedFrom } = identity
  return {
    system,
    faults: [...faults],
    get forMs() {
      return grid.horizonMs
    },
    notes: new Map(),
    canPlay: () => canPlay(made),
    play: ({ looks, ...change }) => {
      const same = { faults, seed, eventLimit, forMs: grid.horizonMs, system }
      const { system: played, forMs, ...changed } = { ...same, ...definedIn(change) }
      const quietly = { strict: false, explain: false, steadyState: undefined, for: forMs }
      const given = { seedFrom, cuts: grid.edges, isAgain: true }
      return finished(replay(played, { ...options, ...changed, ...quietly }, given), looks)
    },
  }
}

/** What waits for something real cannot be played at once. */
function canPlay({ system, options: { realIO = 'refuse' } }: Made): boolean {
  const code = codeIn(system.data)
  return code === undefined || (realIO === 'refuse' && code.canPlayNow())
}

/** The way to play it once more, with times by how and when they ended: the same, byte for byte. */
export function detailOf(
  { system, options, identity, grid }: Made,
  cuts: readonly Ms[],
  replay: Replay,
): () => Recording {
  let played: Recording | undefined
  const { seed, seedFrom } = identity
  const quietly = { strict: false, explain: false, steadyState: undefined, seed }
  return () => {
    const given = { seedFrom, cuts, isDetailed: true }
    const again = (): Simulation => replay(system, { ...options, ...quietly }, given)
    return (played ??= again().finishAt(grid.horizonMs).recording)
  }
}

/** Plays a run to its end, or to where it is given up. */
function finished(simulation: Simulation, looks: Looks | undefined): Run {
  for (const moment of looks?.at ?? []) {
    simulation.runUntil(moment)
    const soFar = new Run(simulation.recording)
    if (looks?.isLost(soFar) === true) return soFar
  }
  return simulation.finish()
}

const definedIn = (change: object): object =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
