/** Why a goal broke, and what would have held: the chapters of a failure that take further runs. */
import type { System } from '../declare/index.ts'
import type { Diagnosis } from '../explain/diagnosis.ts'
import { explainedGoal } from '../explain/explained-goal.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import type { Section } from './failure.ts'
import type { Blamed } from './telling.ts'
import { remediesSection } from './remedies-text.ts'
import { fitted, spelled } from './shortened.ts'
import { whyLines } from './why-text.ts'

/** What was found out of a broken goal: chapters, and what the rest of the message makes of it. */
export type Explained = {
  readonly sections: readonly Section[]
  readonly blame?: Blamed | undefined
}

/** The chapters; none where the goal is not broken, or the run cannot be played again. */
export function explained(run: Run, goal: Goal): Explained {
  const found = explainedGoal(run, goal)
  if (found === undefined) return { sections: [] }
  const { explanation, remedies } = found
  const names = namesIn(run)
  const why = explanation === undefined ? [] : whyLines(explanation.diagnosis)
  const { title, lines } = remediesSection(remedies)
  return {
    sections: [
      { title: 'Why', lines: why.flatMap(line => spelled(line, names)) },
      { title, lines: lines.map(line => fitted(line, names)) },
    ],
    blame: explanation && blamedIn(explanation.diagnosis),
  }
}

function blamedIn({ faults, innocent, endedMs }: Diagnosis): Blamed {
  return { faults: faults.length, innocent: new Set(innocent.map(String)), endedMs }
}

/** All that a line may have to shorten. */
const namesIn = ({ faults, origin, recording: { calls, components } }: Run): readonly string[] => [
  ...faults.map(({ fault }) => fault),
  ...calls.keys(),
  ...components.keys(),
  ...(origin === undefined ? [] : [(origin.system as System).name]),
]
