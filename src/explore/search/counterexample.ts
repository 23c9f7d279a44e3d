/** From what did not hold to the counterexample: the least schedule that fails in the same way. */
import { explainedGoals } from '../../explain/explained-goal.ts'
import { twoAtATime } from '../../judge/side-by-side.ts'
import { inTurn } from '../../virtual/turn.ts'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { sideBySideText } from '../../report/side-by-side-text.ts'
import { codeOf } from './code.ts'
import type { Found } from './found.ts'
import { hasCode, playSchedule, runOfSchedule, scheduleData } from './judge.ts'
import type { Schedule } from './trial.ts'
import { Shrinker, type Shrunk, type Watching } from './shrinker.ts'

export type { Watching } from './shrinker.ts'

/** The counterexample, as small as there was time for. */
export async function counterexampleOf(
  exploration: Exploration,
  found: Found,
  watching: Watching,
): Promise<Counterexample> {
  const { least, ...rest } = await shrunk(exploration, found, watching)
  const { verdict, goal = 'holds', schedule, trial } = least
  return {
    code: codeOf(exploration.name, scheduleData(schedule)),
    verdict: verdict as Counterexample['verdict'],
    goal,
    ...(await inTurn(() => toldOf(exploration, least, watching.signal))),
    faults: schedule.faults,
    seed: schedule.seed,
    trial,
    found: found.schedule.faults,
    ...rest,
  }
}

type Told = Pick<Counterexample, 'message' | 'explanations' | 'sideBySide'>

/** What the goal said, and why it broke: trials do not say why, so it is played once more. */
function toldOf(
  exploration: Exploration,
  { verdict, schedule, message = '' }: Found,
  signal: AbortSignal | undefined,
): Told {
  // Whoever stopped it would wait for dozens of runs, which take seconds each where code is real.
  const isOver = signal?.aborted === true && hasCode(exploration)
  if (verdict !== 'broken' || isOver) return { message, explanations: [] }
  const told = playSchedule(exploration, schedule, { isTold: true })
  if (told.verdict !== verdict || told.run === undefined) return { message, explanations: [] }
  const explanations = explainedGoals(told.run)
  return { message: told.message ?? message, explanations, ...raceIn(exploration, schedule) }
}

/** Two requests that came between each other, where code takes part: what models do is no race. */
function raceIn(exploration: Exploration, schedule: Schedule): Pick<Told, 'sideBySide'> {
  if (!hasCode(exploration)) return {}
  const followed = runOfSchedule(exploration, schedule, true)
  if (followed === undefined || followed.recording.journeys.length === 0) return {}
  const two = twoAtATime(followed)
  return two === undefined ? {} : { sideBySide: sideBySideText(two) }
}

/** How many runs without end are worth playing again: each takes all the events that it may. */
const MOST_ENDLESS = 20

/** Whether the same schedule may be judged otherwise the next time. */
const isVague = ({ verdict }: Found): boolean => verdict === 'flaky' || verdict === 'unfinished'

/** What is judged differently each time cannot be made smaller: nothing tells which is smaller. */
async function shrunk(exploration: Exploration, found: Found, watching: Watching): Promise<Shrunk> {
  const nothing = { runs: 0, isMinimal: found.schedule.faults.length === 0 }
  if (isVague(found)) {
    return { least: found, degree: null, others: [], shrinking: nothing, margins: [] }
  }
  const limit = found.verdict === 'endless' ? MOST_ENDLESS : undefined
  const { space, options } = exploration
  const shrinker = await inTurn(() => new Shrinker(exploration, found, watching))
  return shrinker.shrink({ space, baseSeed: options.seed, limit })
}
