/** Plays the runs of a survey, and keeps of each what came of it: plain data, whoever plays it. */
import type { Names, System } from '../../declare/index.ts'
import { type SystemJson } from '../../declare/system.ts'
import { systemFrom } from '../../declare/system-from.ts'
import { Simulation } from '../../engine/simulation.ts'
import { Aim } from '../../explain/remedies/aim.ts'
import type { Fault, FaultData } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import { hadWork, protectionsOf } from '../../judge/protections.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { GoalJson } from '../../judge/goals/goal.ts'
import type { Run } from '../../record/run.ts'
import { goalsFrom, packedGoals } from '../series/travel.ts'
import { isIdle } from '../search/outdated.ts'
import { NOTHING_TO_JUDGE, type Outcome, TOUCHED_NOTHING } from './found.ts'
import type { ReadSurveyOptions } from './options.ts'

/** How each run is played, and what must hold of it. */
export type Probing = Pick<ReadSurveyOptions, 'goals' | 'forMs' | 'seed' | 'eventLimit'>

/** What came of a run. */
export type Probed = {
  readonly outcome: Outcome
  /** How many events it took; of a run that was given up as many as it was allowed. */
  readonly events: number
  /** Which of the system's protections had anything to do, by their places in the list. */
  readonly worked: readonly number[]
}

/** What plays a system with some faults. */
export function probing(system: System, options: Probing): (faults: readonly Fault[]) => Probed {
  const protections = protectionsOf(system.data)
  return faults => {
    const run = played(system, faults, options)
    if (typeof run === 'string') {
      return { outcome: unknown(run), events: options.eventLimit, worked: [] }
    }
    const worked = [...protections.keys()].filter(i => hadWork(run, protections[i]))
    const outcome = faults.length === 0 ? ofCalm(run, options) : outcomeOf(run, options)
    return { outcome, events: run.recording.events, worked }
  }
}

/** What threads must know to play it. */
export type ProbesData = Omit<Probing, 'goals'> & {
  readonly system: SystemJson
  readonly goals: readonly GoalJson[]
}

/** The same as plain data. */
export const probesData = (
  system: System,
  { goals, forMs, seed, eventLimit }: Probing,
): ProbesData => ({
  system: system.toJSON(),
  goals: packedGoals(goals),
  forMs,
  seed,
  eventLimit,
})

/** Faults as plain data, and a change of the system that is played, if it is to be another. */
export type ProbeData = {
  readonly faults: readonly FaultData[]
  readonly change?: { readonly place: number; readonly system: SystemJson } | undefined
}

/** What plays it in a thread; systems that were changed are made once. */
export function probesOf({ system, goals, ...how }: ProbesData): (what: ProbeData) => Probed {
  const options = { ...how, goals: goalsFrom(goals) }
  const probes = new Map([[-1, probing(systemFrom(system), options)]])
  return ({ faults, change = { place: -1, system } }) => {
    const probe = probes.get(change.place) ?? probing(systemFrom(change.system), options)
    probes.set(change.place, probe)
    return probe(faults.map(faultFrom))
  }
}

/**
 * Plays it without faults.
 *
 * @returns why its steady state does not hold, or undefined
 * @throws UsageError for a goal that asks for what the system does not have
 */
export function calm(
  system: System,
  options: Probing,
): Pick<Probed, 'events'> & { readonly unsteady: string | undefined } {
  const run = played(system, [], options)
  if (typeof run === 'string') return { unsteady: run, events: options.eventLimit }
  const failed = failedIn(run, options)
  const unsteady = failed.length === 0 ? undefined : `${failed.join(' and ')} is broken`
  return { unsteady, events: run.recording.events }
}

/** What is broken though nothing goes wrong. */
const failedIn = (run: Run<Names>, { goals }: Probing) =>
  goals.filter(goal => goal.judge(run).is === 'broken' && !goal.isOfFaults)

const ofCalm = (run: Run<Names>, options: Probing): Outcome => ({
  verdict: failedIn(run, options).length === 0 ? 'held' : 'broken',
  margin: undefined,
  because: '',
})

function outcomeOf(run: Run<Names>, { goals }: Probing): Outcome {
  if (isIdle(run)) return unknown(TOUCHED_NOTHING)
  const { is, margin } = new Aim(goals, run).of(run)
  if (is === 'unknown') return unknown(NOTHING_TO_JUDGE)
  return { verdict: is, margin, because: '' }
}

/** @returns the run, or why it has no end */
function played(
  system: System,
  faults: readonly Fault[],
  { forMs, seed, eventLimit }: Probing,
): Run<Names> | string {
  const options = { for: forMs, faults, seed, eventLimit, strict: false, explain: false }
  try {
    return new Simulation(system, options, { seedFrom: 'search' }).finish()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.message.split('\n')[0]
  }
}

const unknown = (because: string): Outcome => ({ verdict: 'unknown', margin: undefined, because })
