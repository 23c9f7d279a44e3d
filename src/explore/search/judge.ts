/** Plays one trial, and tells what came of it. */
import type { Names } from '../../declare/index.ts'
import { codeIn } from '../../engine/code.ts'
import { Simulation } from '../../engine/simulation.ts'
import { EndlessError, UsageError } from '../../kernel/errors.ts'
import { UncaughtError } from '../../kernel/uncaught.ts'
import type { RunIdentity } from '../../record/recording.ts'
import type { Run } from '../../record/run.ts'
import { UsedArrays } from '../../record/used-arrays.ts'
import type { Exploration } from '../exploration.ts'
import { behavioursOf } from './behaviours.ts'
import { type Bounded, bounded } from './bounded.ts'
import { type EarlyEnd, goalsAsked, heldEarly, playUntilTold } from './early.ts'
import { ask, look } from './goal.ts'
import { latencyOf, requestsOf, touchedBy } from './numbers.ts'
import { isIdle } from './outdated.ts'
import { judgesOf } from './judges.ts'
import type { Judged, Schedule, ScheduleData, Trial, TrialResult } from './trial.ts'
import { overAt } from './over.ts'

/** What came of playing a schedule; no run when it had no end. */
export type Played = Judged & {
  readonly run: Run<Names> | undefined
  /** What was to be seen sometimes, and was. */
  readonly reached: readonly string[]
  /** Where it was ended before its time, as it had told what it can. */
  readonly end?: EarlyEnd | undefined
}

/** How a schedule is played. */
export type Playing = {
  /** Who chose the seed. Default: the search. */
  readonly seedFrom?: RunIdentity['seedFrom'] | undefined
  /** Whether what breaks a goal is to say why, which takes further runs. Default: it is not. */
  readonly isTold?: boolean | undefined
  /**
   * Whether it may be ended when it has told what it can tell. What does not hold then is played
   * whole, and that is what counts. Default: it may not.
   */
  readonly mayEnd?: boolean | undefined
}

/**
 * Plays a schedule and asks every goal; what is to be seen sometimes as well, for it may fail. What
 * does not come to its end in time is unfinished.
 *
 * @throws UsageError for a fault that does not fit the system
 */
export function playSchedule(
  exploration: Exploration,
  schedule: Schedule,
  playing: Playing = {},
): Played {
  const play = (): Played => playedOut(exploration, schedule, playing)
  const played = inTime(exploration, play)
  if ('value' in played) return played.value
  return { verdict: 'unfinished', message: played.gaveUp, run: undefined, reached: [] }
}

/** Plays what a trial may take so long for. */
const inTime = <T>(exploration: Exploration, play: () => T): Bounded<T> =>
  bounded(play, exploration.options.trialMs, hasCode(exploration))

/** Whether real code takes part. */
export const hasCode = ({ system }: Exploration): boolean => codeIn(system.data) !== undefined

function playedOut(
  exploration: Exploration,
  schedule: Schedule,
  { seedFrom = 'search', isTold = false, mayEnd = false }: Playing,
): Played {
  const { sometimes } = exploration.options
  const arrays = mayEnd ? arraysOf(exploration) : undefined
  const simulation = simulationOf(exploration, schedule, { seedFrom, isTold, arrays })
  try {
    const end = mayEnd ? playUntilTold(exploration, schedule, simulation) : undefined
    if (end !== undefined) {
      const run = simulation.finishAt(end.atMs)
      const reached = heldEarly(exploration, schedule, { run, end })
      if (reached !== undefined) return { verdict: 'held', run, reached, end }
      forget(exploration, run)
      return playedOut(exploration, schedule, { seedFrom, isTold })
    }
    const run = simulation.finish()
    const judged = judge(exploration, schedule, run, isTold)
    const { reached, threw } = look(run, sometimes)
    return { ...(judged.verdict === 'held' ? (threw ?? judged) : judged), run, reached }
  } catch (error) {
    const nothing = { run: undefined, reached: [] }
    if (EndlessError.isOne(error)) return { verdict: 'endless', message: error.message, ...nothing }
    // Code that takes part has failed, or asks for what is not there.
    if (!UncaughtError.isOne(error) && !(error instanceof UsageError)) throw error
    return { verdict: 'threw', message: error.message, ...nothing }
  }
}

type Started = Pick<Playing, 'seedFrom' | 'isTold'> & {
  readonly arrays?: UsedArrays | undefined
  /** Whether journeys are kept. Default: they are not. */
  readonly trace?: boolean
}

function simulationOf(
  { system, options }: Exploration,
  { faults, seed }: Schedule,
  { seedFrom, isTold = false, arrays, trace = false }: Started,
): Simulation {
  const { forMs, eventLimit, ask: questions } = options
  // Nobody wrote these faults down: that one tests nothing is told, not refused.
  const quietly = { strict: false, ...(!isTold && { explain: false }) }
  const asked = questions.size > 0 && { ask: Object.fromEntries(questions) }
  const given = { for: forMs, faults, seed, eventLimit, trace, ...asked, ...quietly }
  return new Simulation(system, given, { seedFrom, arrays })
}

/**
 * The run of a schedule that was judged before: it can be played again with a change, and goals are
 * not asked of it anew. None where it has no end, or not in time.
 *
 * @param trace whether its journeys are kept
 */
export function runOfSchedule(
  exploration: Exploration,
  schedule: Schedule,
  trace = false,
): Run<Names> | undefined {
  const play = (): Run<Names> | undefined => {
    try {
      return simulationOf(exploration, schedule, {
        seedFrom: 'search',
        isTold: true,
        trace,
      }).finish()
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return undefined
    }
  }
  const played = inTime(exploration, play)
  return 'value' in played ? played.value : undefined
}

const used = new WeakMap<Exploration, UsedArrays>()

/** What recordings of an exploration have used, and nobody reads any more. */
function arraysOf(exploration: Exploration): UsedArrays {
  const known = used.get(exploration)
  if (known !== undefined) return known
  const made = new UsedArrays()
  used.set(exploration, made)
  return made
}

/**
 * Hands on what a run that might have ended early was recorded in, to the next one. A function that
 * judged it may have kept it.
 */
export function forget(exploration: Exploration, run: Run<Names> | undefined): void {
  if (goalsAsked(exploration) !== undefined) run?.recording.pages.release()
}

/** First what must always hold, then what must hold again once every fault is over. */
function judge(
  exploration: Exploration,
  { faults }: Schedule,
  run: Run<Names>,
  isTold: boolean,
): Judged {
  const { recovers, forMs } = exploration.options
  const judges = judgesOf(exploration, isTold)
  const safe = ask(() => judges.holds(run))
  if (safe.verdict !== 'held') return { ...safe, goal: 'holds' }
  const over = overAt(faults)
  const from = exploration.calmFrom(over)
  if (recovers === undefined || from >= forMs) return { verdict: 'held' }
  const calm = ask(() => judges.recovers(run, { between: [from, forMs] }))
  return calm.verdict === 'held' ? { verdict: 'held' } : { ...calm, goal: 'recovers' }
}

/** Plays a trial; where a function says that it does not hold, it is asked of the run again. */
export function judgeTrial(exploration: Exploration, trial: Trial): TrialResult {
  const { run, reached, end, ...first } = playSchedule(exploration, trial, { mayEnd: true })
  const judged = sure(exploration, trial, first)
  const schedule = judged.verdict === 'held' ? {} : { schedule: scheduleData(trial) }
  const numbers = run === undefined ? nothing : numbersOf(run, end)
  forget(exploration, run)
  const until = end?.calmFromMs === undefined ? {} : { heldUntilMs: end.atMs }
  return { trial: trial.index, ...judged, ...until, ...numbers, reached, ...schedule }
}

/** What came of a schedule, and whether it was in vain; one that does not hold is played twice. */
export function judgeSchedule(
  exploration: Exploration,
  schedule: Schedule,
): Judged & { readonly isIdle: boolean } {
  const played = playSchedule(exploration, schedule)
  return { ...sure(exploration, schedule, judgedOnly(played)), isIdle: isIdle(played.run) }
}

/** What was judged, without the run. */
export function judgedOnly(played: Played): Judged {
  const { run: _, reached: __, end: ___, ...judged } = played
  return judged
}

/** What was judged, if it is judged so every time: what goals say follows from the run alone. */
function sure(exploration: Exploration, schedule: Schedule, first: Judged): Judged {
  if (['held', 'endless', 'unfinished'].includes(first.verdict)) return first
  if (goalsAsked(exploration) !== undefined) return first
  const again = playSchedule(exploration, schedule)
  if (again.verdict === 'unfinished') return judgedOnly(again)
  if (again.verdict === first.verdict && again.goal === first.goal) return first
  const both = `the same run was judged twice: ${first.verdict}, and then ${again.verdict}`
  return { ...first, verdict: 'flaky', message: `${both}. ${first.message ?? ''}`.trim() }
}

/** A schedule as plain data. */
export const scheduleData = ({ seed, faults }: Schedule): ScheduleData => ({
  seed,
  faults: faults.map(fault => fault.toJSON()),
})

type Numbers = Pick<TrialResult, 'behaviours' | 'touched' | 'requests' | 'latency'>

const nothing: Numbers = { behaviours: [], touched: [], requests: [], latency: [] }

function numbersOf(run: Run<Names>, end: EarlyEnd | undefined): Numbers {
  const [requests, latency] = [requestsOf(run), latencyOf(run)]
  const lastFromMs = end?.calmFromMs ?? 0.75 * run.recording.grid.horizonMs
  const behaviours = behavioursOf(run, { requests, latency, lastFromMs })
  return { behaviours, touched: touchedBy(run), requests, latency }
}
