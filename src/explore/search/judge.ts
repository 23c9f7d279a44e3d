/** Plays one trial, and tells what came of it. */
import type { Names } from '../../declare/index.ts'
import { simulate } from '../../engine/simulation.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Run } from '../../record/run.ts'
import type { Exploration } from '../exploration.ts'
import { behavioursOf } from './behaviours.ts'
import { ask } from './goal.ts'
import { latencyOf, requestsOf, touchedBy } from './numbers.ts'
import type { Judged, Schedule, ScheduleData, Trial, TrialResult } from './trial.ts'

/** What came of playing a schedule; no run when it had no end. */
export type Played = Judged & { readonly run: Run<Names> | undefined }

/** Plays a schedule and asks every goal. */
export function playSchedule(exploration: Exploration, schedule: Schedule): Played {
  const { forMs, eventLimit } = exploration.options
  const { faults, seed } = schedule
  try {
    const run = simulate(exploration.system, { for: forMs, faults, seed, eventLimit })
    return { ...judge(exploration, schedule, run), run }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { verdict: 'endless', message: error.message, run: undefined }
  }
}

/** First what must always hold, then what must hold again once every fault is over. */
function judge(exploration: Exploration, { faults }: Schedule, run: Run<Names>): Judged {
  const { holds, recovers, forMs } = exploration.options
  const safe = ask(() => holds(run))
  if (safe.verdict !== 'held') return { ...safe, goal: 'holds' }
  const over = Math.max(0, ...faults.map(({ untilMs }) => untilMs))
  const from = exploration.calmFrom(over)
  if (recovers === undefined || from >= forMs) return { verdict: 'held' }
  const calm = ask(() => recovers(run, { between: [from, forMs] }))
  return calm.verdict === 'held' ? { verdict: 'held' } : { ...calm, goal: 'recovers' }
}

/** Plays a trial; one that does not hold is played again, to see whether it is always so. */
export function judgeTrial(exploration: Exploration, trial: Trial): TrialResult {
  const { run, ...judged } = playSchedule(exploration, trial)
  const verdict = isSure(exploration, trial, judged) ? judged.verdict : 'flaky'
  const numbers = run === undefined ? nothing : numbersOf(exploration, run)
  const schedule = verdict === 'held' ? {} : { schedule: scheduleData(trial) }
  return { trial: trial.index, ...judged, verdict, ...numbers, ...schedule }
}

function isSure(exploration: Exploration, trial: Trial, judged: Judged): boolean {
  if (judged.verdict === 'held' || judged.verdict === 'endless') return true
  return playSchedule(exploration, trial).verdict === judged.verdict
}

/** A schedule as plain data. */
export const scheduleData = ({ seed, faults }: Schedule): ScheduleData => ({
  seed,
  faults: faults.map(fault => fault.toJSON()),
})

const nothing = { behaviours: [], reached: [], touched: [], requests: [], latency: [] }

function numbersOf({ options: { sometimes } }: Exploration, run: Run<Names>) {
  const reached = Object.keys(sometimes).filter(name => sometimes[name](run))
  return {
    behaviours: behavioursOf(run),
    reached,
    touched: touchedBy(run),
    requests: requestsOf(run),
    latency: latencyOf(run),
  }
}
