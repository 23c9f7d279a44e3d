/**
 * When a trial has told what it can tell, and need not go on: its goals are decided, or all has
 * been calm for a while after its faults. What a function judges is always played whole.
 */
import type { Simulation } from '../../engine/simulation.ts'
import { decidedBy, type UnderWay } from '../../judge/goals/decided.ts'
import { Goal } from '../../judge/goals/goal.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import { Run } from '../../record/run.ts'
import { momentsOf } from '../../record/window.ts'
import type { Exploration } from '../exploration.ts'
import { goalsOf } from '../hypothesis.ts'
import { isCalm } from './calm.ts'
import { loadSteadyFrom } from './steady-load.ts'
import type { Schedule } from './trial.ts'
import { overAt } from './over.ts'

/** All that is asked of a run, as goals. */
export type GoalsAsked = {
  readonly holds: readonly Goal[]
  readonly recovers: readonly Goal[]
  /** By name: what is to be seen sometimes. */
  readonly sights: ReadonlyMap<string, Goal>
}

/** Where a trial ends. */
export type EarlyEnd = {
  readonly atMs: Ms
  /** From when on it had been calm until then; undefined where its goals were decided. */
  readonly calmFromMs: Ms | undefined
}

/** What is asked of every run, where all of it is goals; undefined where a function judges. */
export function goalsAsked({ written }: Exploration): GoalsAsked | undefined {
  const { holds, recovers = [], sometimes = {} } = written
  const goals = [goalsOf(holds), goalsOf(recovers)]
  const sights = Object.entries(sometimes)
  if (goals.includes(undefined) || !sights.every(([, sight]) => Goal.isOne(sight))) return undefined
  const [always = [], again = []] = goals
  return { holds: always, recovers: again, sights: new Map(sights as [string, Goal][]) }
}

/** So many looks at most are taken at a run. */
const LOOKS = 60

/** When to look again where goals do not hold of what came until now: the time so far, so often. */
const LATER = 1.1

/**
 * Plays a trial until nothing more is to be learned from it.
 *
 * @returns undefined where it has to be played to its end
 */
export function playUntilTold(
  exploration: Exploration,
  { faults }: Schedule,
  simulation: Simulation,
): EarlyEnd | undefined {
  const { forMs, whole } = exploration.options
  const goals = goalsAsked(exploration)
  // Without a fault the whole run tells what is to be expected of all the others when all is calm.
  if (whole || goals === undefined || faults.length === 0) return undefined
  // What is changed while it goes on may be changed after all was calm.
  if (simulation.recording.changes.length > 0) return undefined
  const overMs = overAt(faults)
  const firstMs = Math.min(...faults.map(({ timing }) => timing.atMs))
  const quietMs = quietOf(exploration)
  const { edges } = simulation.recording.grid
  const settledMs = Math.max(overMs, loadSteadyFrom(exploration.system.data), ...beginnings(goals))
  let nextMs = overMs
  for (const atMs of looksFrom(overMs, forMs, edges)) {
    if (atMs < nextMs) continue
    simulation.runUntil(atMs)
    if (areDecided(goals, simulation)) return { atMs, calmFromMs: undefined }
    const fromMs = edges.findLast(edge => edge <= atMs - quietMs) ?? 0
    const isSettled = fromMs >= settledMs
    const calm = { firstMs, fromMs, nowMs: atMs }
    if (!isSettled || !isCalm(simulation.recording, calm)) continue
    // What does not hold by now may when more has come; it is played on, and not anew.
    const isPromising = holdUntil(fromMs, goals.holds, new Run(simulation.recording))
    if (isPromising) return { atMs, calmFromMs: fromMs }
    nextMs = LATER * atMs
  }
  return undefined
}

/** Whether goals without a window of their own hold of what came until then, and has ended. */
const holdUntil = (atMs: Ms, goals: readonly Goal[], soFar: Run): boolean =>
  goals.every(goal => goal.hasWindow || holdsIn(soFar, goal.in({ between: [0, atMs] })))

/** How long all has to be calm: half of the time a system may take to recover. */
const quietOf = ({ options }: Exploration): Ms => options.settleMs / 2

function looksFrom(fromMs: Ms, toMs: Ms, edges: readonly Ms[]): Ms[] {
  const looks: Ms[] = []
  for (const edge of edges) {
    if (edge < fromMs || edge >= toMs) continue
    if (edge - (looks.at(-1) ?? 0) >= toMs / LOOKS) looks.push(edge)
  }
  return looks
}

/** When the parts of a run begin that goals are about by themselves. */
const beginnings = ({ holds, sights }: GoalsAsked): Ms[] =>
  [...holds, ...sights.values()].map(({ data: { question } }) =>
    question.between === undefined ? 0 : momentsOf(question.between)[0],
  )

/** What is to hold again is asked of the end of a run, and so never decided before. */
const areDecided = ({ holds, recovers }: GoalsAsked, simulation: Simulation): boolean =>
  recovers.length === 0 && holds.every(goal => isTrue(() => isDecided(goal, simulation)))

const isDecided = (goal: Goal, run: UnderWay): boolean => decidedBy(goal, run) === 'held'

/**
 * What was to be seen sometimes of a run that ended early, and was; undefined where a goal does not
 * hold, or would have to be asked of the whole run.
 */
export function heldEarly(
  exploration: Exploration,
  { faults }: Schedule,
  { run, end }: { readonly run: Run; readonly end: EarlyEnd },
): readonly string[] | undefined {
  const { atMs, calmFromMs = atMs } = end
  const goals = goalsAsked(exploration) as GoalsAsked
  const overMs = overAt(faults)
  const calm = { between: [Math.min(exploration.calmFrom(overMs), calmFromMs), atMs] } as const
  const all = [
    ...goals.holds.map(goal => upTo(atMs, goal)),
    ...goals.recovers.map(goal => goal.in(calm)),
  ]
  if (!all.every(goal => holdsIn(run, goal))) return undefined
  const seen = [...goals.sights].filter(([, goal]) => holdsIn(run, upTo(atMs, goal)))
  // That something was seen is said of the whole run.
  const ended = { recording: run.recording, now: atMs }
  const isSure = seen.every(([, goal]) => isDecided(goal, ended))
  return isSure ? seen.map(([name]) => name) : undefined
}

/** A goal that is about some part of a run, of as much of it as there was. */
function upTo(atMs: Ms, goal: Goal): Goal {
  const { between } = goal.data.question
  if (between === undefined) return goal
  const [fromMs, toMs] = momentsOf(between)
  return toMs <= atMs ? goal : goal.in({ between: [fromMs, atMs] })
}

const holdsIn = (run: Run, goal: Goal): boolean => isTrue(() => goal.judge(run).is === 'held')

/** A mistake in a goal is told of the whole run. */
function isTrue(question: () => boolean): boolean {
  try {
    return question()
  } catch (error) {
    if (error instanceof UsageError) return false
    throw error
  }
}
