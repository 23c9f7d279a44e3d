/** What one seed of an ensemble comes to: plain data, whoever plays it. */
import type { Names, System } from '../../declare/index.ts'
import type { SimulateOptions } from '../../engine/simulate-options.ts'
import { Simulation } from '../../engine/simulation.ts'
import type { Goal, GoalJson } from '../../judge/goals/goal.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import { goalsFrom, type PackedPlay, packedGoals, packedPlay, playFrom } from '../series/travel.ts'
import { recoveryMs } from './recovery.ts'
import type { SeedVerdict } from './verdict.ts'

/** The numbers of one seed that every ensemble tells. */
export type Numbers = {
  /** The share that was served, 0 to 1. */
  readonly availability: number | undefined
  /** The median of latencies, in milliseconds. */
  readonly p50: Ms | undefined
  /** Nine of ten took no longer, in milliseconds. */
  readonly p90: Ms | undefined
  /** All but one of a hundred took no longer, in milliseconds. */
  readonly p99: Ms | undefined
  /** From the end of the last fault until all was well for good; Infinity if it went on. */
  readonly recoveryMs: Ms | undefined
}

/** What a seed comes to. */
export type SeedResult = {
  readonly numbers: Numbers
  /** What each goal says of it. */
  readonly said: readonly SeedVerdict[]
}

/** What is played with each seed, and what must hold. */
export type Seeding<N extends Names = Names> = {
  readonly system: System<N>
  readonly options: SimulateOptions
  readonly goals: readonly Goal[]
}

/** Plays a seed. That a fault touches nothing with it is chance. */
export const playSeed = <N extends Names>(
  seeding: Pick<Seeding<N>, 'system' | 'options'>,
  seed: string,
  explain = false,
): Run<N> => started(seeding, seed, explain).finish()

/** The same, with what code waits for. */
export function awaitedSeed<N extends Names>(
  seeding: Pick<Seeding<N>, 'system' | 'options'>,
  seed: string,
): Run<N> | Promise<Run<N>> {
  const simulation = started(seeding, seed, false)
  return simulation.mayWait ? simulation.play() : simulation.finish()
}

const started = <N extends Names>(
  { system, options }: Pick<Seeding<N>, 'system' | 'options'>,
  seed: string,
  explain: boolean,
): Simulation<N> => new Simulation(system, { strict: false, ...options, seed, explain })

/** What a run comes to. */
export const resultOf = (run: Run, goals: readonly Goal[]): SeedResult => ({
  numbers: {
    availability: run.availability(),
    p50: run.latency('p50'),
    p90: run.latency('p90'),
    p99: run.latency('p99'),
    recoveryMs: recoveryMs(run),
  },
  said: goals.map(goal => saidOf(goal, run)),
})

/** What a goal says of a run, without the run: its evidence would keep that in memory. */
export function saidOf(goal: Goal, run: Run): SeedVerdict {
  const verdict = goal.judge(run)
  const { is } = verdict
  return is === 'unknown'
    ? { is, margin: undefined, reason: verdict.reason }
    : { is, margin: verdict.margin, reason: undefined }
}

/** What threads must know to play seeds. */
export type SeedsData = PackedPlay & { readonly goals: readonly GoalJson[] }

/** The same as plain data. @throws UsageError with every mistake in the options */
export function seedsData({ goals, ...play }: Seeding): SeedsData {
  void new Simulation(play.system, play.options) // reads the options, and plays nothing
  return { ...packedPlay(play), goals: packedGoals(goals) }
}

/** What plays them in a thread. */
export function seedsOf({ goals: data, ...packed }: SeedsData): (seed: string) => SeedResult {
  const [play, goals] = [playFrom(packed), goalsFrom(data)]
  return seed => resultOf(playSeed(play, seed), goals)
}
