/** Why a goal broke, and what would have held: the chapters of a failure that take further runs. */
import type { System } from '../declare/index.ts'
import type { Diagnosis } from '../explain/diagnosis.ts'
import { bystandersIn, lackingIn } from '../explain/bystanders.ts'
import { explainedGoal } from '../explain/explained-goal.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import type { Section } from './failure.ts'
import type { Blamed } from './telling.ts'
import { remediesSection } from './remedies-text.ts'
import { spelled } from './shortened.ts'
import { whyLines } from './why-text.ts'

/** What was found out of a broken goal: chapters, and what the rest of the message makes of it. */
export type Explained = {
  readonly sections: readonly Section[]
  readonly blame?: Blamed | undefined
}

/** The chapters; none where the goal is not broken, or the run cannot be played again. */
export function explained(run: Run, goal: Goal): Explained {
  const found = explainedGoal(run, goal)
  if (found === undefined) return { sections: run.origin === undefined ? [] : awaited }
  const { explanation, remedies } = found
  const names = namesIn(run)
  const why =
    explanation === undefined
      ? []
      : whyLines(explanation.diagnosis, sentence => spelled(sentence, names))
  const { title, lines } = remediesSection(remedies)
  return {
    sections: [
      { title: 'Why', lines: why },
      { title, lines: lines.flatMap(line => spelled(line, names)) },
    ],
    blame: explanation && blamedIn(run, goal, explanation.diagnosis),
  }
}

/** Code takes part, and what it promises is kept where somebody awaits it only. */
const awaited: readonly Section[] = [
  {
    title: 'Why',
    lines: [
      'Code takes part, so that to find it out is awaited:',
      "await explain(run, goal) of 'gameday/code'",
    ],
  },
]

function blamedIn(run: Run, goal: Goal, diagnosis: Diagnosis): Blamed {
  const { faults, innocent, endedMs } = diagnosis
  const bystanders = bystandersIn(run, diagnosis)
  return {
    faults: faults.length,
    innocent: new Set(innocent.map(String)),
    endedMs,
    bystanders,
    lacking: lackingIn(run, goal).filter(name => !bystanders.has(name)),
  }
}

/** All that a line may have to shorten. */
const namesIn = ({ faults, origin, recording: { calls, components } }: Run): readonly string[] => [
  ...faults.map(({ fault }) => fault),
  ...calls.keys(),
  ...components.keys(),
  ...(origin === undefined ? [] : [(origin.system as System).name]),
]
