/** Steady state first: what must hold of an experiment without its faults. */
import { askedOfSteady, UNSTEADY } from '../engine/steady-state.ts'
import type { Goal } from '../judge/goals/goal.ts'
import { checked, readBy } from '../kernel/schema.ts'
import type { Names } from '../declare/index.ts'
import type { Run } from '../record/run.ts'
import { goalFunctionOf, goalsOf, type Hypothesis, readHypothesis } from './hypothesis.ts'
import { insistOn } from './search/asked.ts'
import { ask } from './search/goal.ts'
import type { Judged } from './search/trial.ts'

type Written = { readonly steadyState?: Hypothesis | false | undefined; readonly holds: Hypothesis }

type Answer = Pick<Judged, 'verdict' | 'message'>

/**
 * Asks whether the steady state of a run holds; undefined where nothing is asked of it.
 *
 * @param faulty the run with faults
 * @param play plays it without them
 */
export type SteadyState = (faulty: Run<Names>, play: () => Run<Names>) => Answer | undefined

/** Reads what must hold without faults. @throws UsageError for what is no hypothesis */
export function readSteadyState({ steadyState: written, holds }: Written): SteadyState {
  if (written === false) return () => undefined
  if (written === undefined) return impliedBy(goalsOf(holds) ?? [])
  const asked = checked(readBy(readHypothesis), written, 'experiment › steadyState')
  const goals = goalsOf(written)
  return (faulty, play) => {
    const hypothesis = goals === undefined ? asked : goalFunctionOf(steady(goals, faulty))
    return answer(() => insistOn(faulty.faults.length === 0 ? faulty : play(), hypothesis))
  }
}

/** What nobody said must be broken, and not only unknown, to be in the way. */
function impliedBy(all: readonly Goal[]): SteadyState {
  const goals = all.filter(goal => !goal.isOfFaults)
  return (faulty, play) => {
    const asked = faulty.faults.length === 0 ? [] : steady(goals, faulty)
    if (asked.length === 0) return undefined
    const run = play()
    const broken = asked.filter(goal => goal.judge(run).is === 'broken')
    if (broken.length === 0) return { verdict: 'held' }
    return answer(() => insistOn(run, goalFunctionOf(broken)))
  }
}

const steady = (goals: readonly Goal[], { recording }: Run<Names>): readonly Goal[] =>
  goals.flatMap(goal => askedOfSteady(goal, recording) ?? [])

/** What does not hold without faults makes the experiment unknown; a mistake stays one. */
function answer(goal: () => unknown): Answer {
  const { verdict, message } = ask(goal)
  if (verdict === 'held' || verdict === 'threw') return { verdict, message: message as string }
  const text = `So nothing is known of its faults. Without them, on the same seed:`
  const sentence = `${UNSTEADY[0].toUpperCase()}${UNSTEADY.slice(1)}.`
  return { verdict: 'unknown', message: [`${sentence} ${text}`, message].join('\n\n') }
}
