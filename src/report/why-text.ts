/** Why a goal broke, as a chapter of a failure: a few lines, each as wide as a terminal. */
import { diagnose } from '../explain/diagnose.ts'
import { insteadSentences, stepSentences } from '../explain/sentences.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import type { Section } from './failure.ts'
import { counted } from './numbers.ts'
import { fitted } from './shortened.ts'

const MOST_LINES = 6

/** The chapter, or none where the goal is not broken or the run cannot be played again. */
export function whySection(run: Run, goal: Goal): Section[] {
  const diagnosis = diagnose(run, goal)
  if (diagnosis === undefined) return []
  const instead = insteadSentences(diagnosis)
  const { unchecked } = diagnosis
  const left = unchecked.length > 0 ? [`${counted(unchecked.length, 'change')} not checked`] : []
  const last = [...instead, ...left].slice(0, 2)
  const steps = stepSentences(diagnosis).slice(0, MOST_LINES - last.length)
  const names = namesIn(run)
  return [{ title: 'Why', lines: [...steps, ...last].map(line => fitted(line, names)) }]
}

/** All that a line may have to shorten. */
const namesIn = ({ faults, recording: { calls, components } }: Run): readonly string[] => [
  ...faults.map(({ fault }) => fault),
  ...calls.keys(),
  ...components.keys(),
]
