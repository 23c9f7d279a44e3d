/** Why a goal broke, and what would have held: the chapters of a failure that take further runs. */
import type { System } from '../declare/index.ts'
import { explainedGoal } from '../explain/explained-goal.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import type { Section } from './failure.ts'
import { remediesSection } from './remedies-text.ts'
import { fitted } from './shortened.ts'
import { whyLines } from './why-text.ts'

/** The chapters; none where the goal is not broken, or the run cannot be played again. */
export function explained(run: Run, goal: Goal): Section[] {
  const found = explainedGoal(run, goal)
  if (found === undefined) return []
  const { explanation, remedies } = found
  const names = namesIn(run)
  const why = { title: 'Why', lines: explanation ? whyLines(explanation.diagnosis) : [] }
  return [why, remediesSection(remedies)].map(({ title, lines }) => ({
    title,
    lines: lines.map(line => fitted(line, names)),
  }))
}

/** All that a line may have to shorten. */
const namesIn = ({ faults, origin, recording: { calls, components } }: Run): readonly string[] => [
  ...faults.map(({ fault }) => fault),
  ...calls.keys(),
  ...components.keys(),
  ...(origin === undefined ? [] : [(origin.system as System).name]),
]
