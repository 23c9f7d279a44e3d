/** Why a goal broke, and what would have held: the chapters of a failure that take further runs. */
import type { System } from '../declare/index.ts'
import { diagnose } from '../explain/diagnose.ts'
import type { Diagnosis } from '../explain/diagnosis.ts'
import { Seeking } from '../explain/remedies/seek.ts'
import { MOST_TIMES } from '../explain/replays.ts'
import type { Goal } from '../judge/goals/goal.ts'
import type { Run } from '../record/run.ts'
import type { Section } from './failure.ts'
import { remediesSection } from './remedies-text.ts'
import { fitted } from './shortened.ts'
import { whyLines } from './why-text.ts'

/** The chapters; none where the goal is not broken, or the run cannot be played again. */
export function explained(run: Run, goal: Goal): Section[] {
  if (run.origin === undefined) return []
  const diagnosis = diagnose(run, goal)
  const names = namesIn(run)
  const why = { title: 'Why', lines: diagnosis === undefined ? [] : whyLines(diagnosis) }
  return [why, remediesOf(run, goal, diagnosis)].map(({ title, lines }) => ({
    title,
    lines: lines.map(line => fitted(line, names)),
  }))
}

/** More runs than this are never played for one message; mostly far fewer. */
const MOST_RUNS = 40
/** With how many other seeds what is told to hold must hold. */
const SEEDS = 2
/** How many values are tried in each direction for the range of a number. */
const RANGE_STEPS = 3

/** All that is played for one message takes no more events than some runs like this one. */
function remediesOf(run: Run, goal: Goal, cause: Diagnosis | undefined): Section {
  const events = MOST_TIMES * run.recording.events - (cause?.events ?? 0)
  const seeking = new Seeking(run, [goal], {
    budget: { runs: MOST_RUNS, events },
    wanted: 1,
    seeds: SEEDS,
    rangeSteps: RANGE_STEPS,
    withoutFaults: false,
    cause,
  })
  for (const _ of seeking.steps());
  return remediesSection(seeking.found)
}

/** All that a line may have to shorten. */
const namesIn = ({ faults, origin, recording: { calls, components } }: Run): readonly string[] => [
  ...faults.map(({ fault }) => fault),
  ...calls.keys(),
  ...components.keys(),
  ...(origin === undefined ? [] : [(origin.system as System).name]),
]
