/** How much of a fault a system bears: how bad and how long it may be until a goal is missed. */
import type { Names, System } from '../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../declare/system.ts'
import { Simulation } from '../engine/simulation.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Run } from '../record/run.ts'
import { marginLines } from '../report/margin-text.ts'
import type { DialMargin } from './findings.ts'
import { type RemedyOptions, readRemedyOptions } from './remedy-options.ts'
import { playScript } from './series/series.ts'
import { refining } from './shrink/refine.ts'
import { sweeping } from './shrink/margins.ts'
import type { Schedule } from './search/trial.ts'
import { kindsBySimplicity } from './space/profiles.ts'
import { FaultSpace } from './space/space.ts'
import { worded } from './worded.ts'

/** What is played, as for `simulate`, and what must hold. */
export type FaultMarginOptions<N extends Names = Names> = Omit<
  RemedyOptions<N>,
  'others' | 'seeds' | 'onProgress'
>

/** How much of each fault is borne. */
export type FaultMargins = {
  /** Each number of each fault that can be turned, with every value that was tried. */
  readonly margins: readonly DialMargin[]
  /** How many runs were played. */
  readonly runs: number
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** The same in words. */
  toString(): string
}

/**
 * Turns each number of each fault, all else as it is, on the ladder of numbers that people write:
 * how bad, how long, and how much it touches. Where there is one threshold it is told to two
 * figures; it is not assumed that there is one.
 *
 * @param system declared with `system`
 * @param options what goes wrong, for how long to play, and what must hold
 * @returns up to which value the goals hold, and from which on they are missed
 * @throws UsageError with every mistake in the options
 * @example
 * const found = await faultMargins(shop, {
 *   for: '10s',
 *   runs: 10,
 *   faults: [slow('product', { by: '5s' }).at('2s').for('2s')],
 *   goal: goal.availability('99%'),
 * })
 * console.log(`${found}`)
 */
export async function faultMargins<N extends Names>(
  system: System<N>,
  options: FaultMarginOptions<NoInfer<N>>,
): Promise<FaultMargins> {
  if (!(system instanceof DeclaredSystem)) throw new UsageError(noSystem(system, 'faultMargins'))
  const { goals, simulated, runs: limit, signal } = readRemedyOptions(options, 'faultMargins')
  const play = ({ seed, faults }: Pick<Schedule, 'seed' | 'faults'>) =>
    new Simulation(system, { ...simulated, seed, faults, strict: false, explain: false }).finish()
  const breaks = (run: Run): boolean => goals.some(goal => goal.judge(run).is !== 'held')
  const { faults = [], seed: given } = simulated
  const first = new Simulation(system, { ...simulated, explain: false }).finish()
  const seed = given === undefined ? first.seed : `${given}`
  const schedule = { seed, faults: faults }
  const space = spaceOf(system, first.recording.grid.horizonMs)
  const trying = refining(sweeping(schedule, { space, baseSeed: seed, limit }), schedule, space)
  let runs = 1
  const answer = (asked: Schedule): boolean | undefined =>
    runs > limit ? undefined : (runs++, breaks(play(asked)))
  const found = await playScript(trying, { play: answer, signal })
  const margins = found ?? []
  const text = marginLines({ margins }).join('\n')
  return worded({ margins, runs, isStopped: found === undefined }, text)
}

/** Every kind of fault has its bounds here. */
const spaceOf = (system: System, withinMs: number): FaultSpace =>
  new FaultSpace(system, {
    most: 1,
    kinds: kindsBySimplicity,
    targets: undefined,
    withinMs,
    ranges: {},
  })
