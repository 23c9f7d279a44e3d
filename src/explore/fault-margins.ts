/** How much of a fault a system bears: how bad and how long it may be until a goal is missed. */
import type { Names, System } from '../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../declare/system.ts'
import { worded } from '../declare/worded.ts'
import { readied } from '../engine/code.ts'
import { Simulation } from '../engine/simulation.ts'
import { askedOfSteady } from '../engine/steady-state.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Verdict } from '../judge/verdict.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Run } from '../record/run.ts'
import { marginLines } from '../report/margin-text.ts'
import type { DialMargin } from './findings.ts'
import { type RemedyOptions, readRemedyOptions } from './remedy-options.ts'
import { playScript } from './series/series.ts'
import { inTurn } from '../virtual/turn.ts'
import { refining } from './shrink/refine.ts'
import { sweeping } from './shrink/margins.ts'
import type { Schedule } from './search/trial.ts'
import { kindsBySimplicity } from './space/profiles.ts'
import { FaultSpace } from './space/space.ts'

/** What is played, as for `simulate`, and what must hold. */
export type FaultMarginOptions<N extends Names = Names> = Omit<
  RemedyOptions<N>,
  'others' | 'seeds' | 'onProgress'
>

/** How much of each fault is borne. */
export type FaultMargins = {
  /** Each number of each fault that can be turned, with every value that was tried. */
  readonly margins: readonly DialMargin[]
  /** Why there are none; empty where there are. */
  readonly because: string
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
  await readied(system)
  const first = await inTurn(() =>
    new Simulation(system, { ...simulated, explain: false }).finish(),
  )
  const seed = simulated.seed === undefined ? first.seed : `${simulated.seed}`
  const schedule = { seed, faults: simulated.faults ?? [] }
  const space = spaceOf(system, first.recording.grid.horizonMs)
  let runs = 1
  let isStopped = false
  const play = ({ faults }: Pick<Schedule, 'faults'>): Run => {
    runs++
    const how = { ...simulated, seed, faults, strict: false, explain: false }
    return new Simulation(system, how).finish()
  }
  const answer = (asked: Schedule): boolean | undefined => {
    if (runs >= limit) return undefined
    if (signal?.aborted === true) return void (isStopped = true)
    const is = verdictOf(goals, play(asked))
    return is === 'unknown' ? undefined : is === 'broken'
  }
  const stands = verdictOf(goals, first)
  const unsteady =
    stands === 'broken' && runs < limit && (await inTurn(() => unsteadyIn(goals, first, play)))
  const sweep = sweeping(schedule, { space, baseSeed: seed, limit, stands })
  const trying = refining(sweep, schedule, space)
  const asked = unsteady ? undefined : playScript(trying, { play: answer, signal: undefined })
  const found = (await asked) ?? []
  const margins = found.filter(margin => margin.sweep.length > 1)
  const because = unsteady || (margins.length > 0 ? '' : whyNone(isStopped))
  const text = because === '' ? marginLines({ margins }).join('\n') : `No margins: ${because}`
  return worded({ margins, because, runs, isStopped }, text)
}

const whyNone = (isStopped: boolean): string =>
  isStopped ? 'it was stopped before' : 'nothing else of these faults was tried'

/** Broken where any goal is, and unknown where one of the others is. */
function verdictOf(goals: readonly Goal[], run: Run): Verdict['is'] {
  const all = goals.map(goal => goal.judge(run).is)
  return (['broken', 'unknown'] as const).find(is => all.includes(is)) ?? 'held'
}

/** What is missed without these faults, too: then they are not what misses it. */
function unsteadyIn(
  goals: readonly Goal[],
  { faults, recording }: Run,
  play: (schedule: Pick<Schedule, 'faults'>) => Run,
): string | false {
  if (faults.length === 0) return false
  const calm = play({ faults: [] })
  const missed = goals.find(
    goal => !goal.isOfFaults && askedOfSteady(goal, recording)?.judge(calm).is === 'broken',
  )
  return missed !== undefined && `${missed} is broken without these faults, too`
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
