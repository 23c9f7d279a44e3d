/** What a search found, as a report has it, with the run of its counterexample. */
import { type ExplainedGoal, noteExplained } from '../../explain/explained-goal.ts'
import type { Exploration } from '../../explore/exploration.ts'
import type { Counterexample, Findings } from '../../explore/findings.ts'
import { runOfSchedule } from '../../explore/search/judge.ts'
import { aside } from '../../record/filing.ts'
import type { Run } from '../../record/run.ts'
import { explorationText } from '../../report/exploration-text.ts'
import { goalText } from '../../report/goals/goal-text.ts'
import { explanationData } from '../data/explanation-data.ts'
import { findingsData } from '../data/findings-data.ts'
import type { GoalEntry, PlaceEntry, RunEntry, SearchEntry } from '../report.ts'
import { runEntry } from './run-entry.ts'

/** The entry; its counterexample is played once more, as a search keeps no run. */
export function searchEntry(
  findings: Findings,
  exploration: Exploration,
  { place, isDrawn }: { readonly place: PlaceEntry | null; readonly isDrawn: boolean },
): SearchEntry {
  const { counterexample } = findings
  return {
    kind: 'search',
    name: findings.name,
    place,
    seed: findings.seed,
    verdict: findings.verdict,
    text: explorationText(findings),
    findings: findingsData(findings),
    counterexample: counterexample ? brokenRun(counterexample, { exploration, isDrawn }) : null,
  }
}

/** Null where it has no end, or was given up. */
function brokenRun(
  counterexample: Counterexample,
  { exploration, isDrawn }: { readonly exploration: Exploration; readonly isDrawn: boolean },
): RunEntry | null {
  const { faults, seed, code, verdict, message, explanations } = counterexample
  const run = aside(() => runOfSchedule(exploration, { faults, seed }))
  if (run === undefined) return null
  for (const explained of explanations) noteExplained(run, explained)
  const entry = runEntry(run, {
    name: code,
    goals: explanations.map((explained, i) =>
      goalOf(run, explained, i === 0 ? message : undefined),
    ),
    test: {},
    declaration: String(exploration.system),
    isDrawn,
  })
  return { ...entry, digest: run.digest, experiment: { verdict, message } }
}

/** @param said all that the search says, reasons among it; it stands with the first goal only */
function goalOf(run: Run, explained: ExplainedGoal, said: string | undefined): GoalEntry {
  const { goal, margin } = explained
  const told = goalText(goal, goal.judge(run), { run, isNot: false, place: {} })
  return {
    text: `${goal}`,
    goal: goal.toJSON(),
    isNot: false,
    verdict: 'broken',
    margin: margin ?? null,
    headline: told.split('\n', 1)[0],
    message: said ?? told,
    place: null,
    explanation: explanationData(explained),
  }
}
