/** What a test played, as a report has it: a row for each kind. */
import type { Ensemble } from '../../explore/ensemble/ensemble.ts'
import type { Exploration } from '../../explore/exploration.ts'
import type { Findings } from '../../explore/findings.ts'
import type { MutationScore } from '../../explore/mutation/mutation-score.ts'
import type { Survey } from '../../explore/survey/found.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { FoundKind } from '../../record/filing.ts'
import { ensembleData } from '../data/ensemble-data.ts'
import { mutationData } from '../data/mutation-data.ts'
import { surveyData } from '../data/survey-data.ts'
import type { Notes, PlayedMany } from '../notes.ts'
import type { GoalEntry, PlaceEntry, PlayEntry, TestEntry } from '../report.ts'
import { goalEntry } from './goal-entry.ts'
import { playedRunEntry, type Setting } from './run-entry.ts'
import { searchEntry } from './search-entry.ts'

/** What is known of a test while it runs. */
export type TestPlays = Pick<TestEntry, 'plays' | 'leftOut'>

/** All that a try of a test played. */
export const playsOf = (notes: Notes, setting: Setting): TestPlays => ({
  plays: notes.plays.map(played =>
    played.kind === 'run' ? playedRunEntry(played, setting) : manyEntry(played, setting),
  ),
  leftOut: notes.leftOut,
})

function manyEntry(played: PlayedMany, { root, isDrawn }: Setting): PlayEntry {
  const { kind, found, of, spot, asked } = played
  const goals = asked.map(({ asked: { goal, ...said }, spot: there }) =>
    goalEntry(undefined, { ...said, goal: goal as Goal, place: there(root) }),
  )
  const place = spot?.(root) ?? null
  return entries[kind](found as never, of as never, { place, isDrawn, goals })
}

type Where = {
  readonly place: PlaceEntry | null
  readonly isDrawn: boolean
  /** What was asked of it. */
  readonly goals: readonly GoalEntry[]
}

type Row = (found: never, of: never, where: Where) => PlayEntry

const entries = {
  search: (found: Findings, of: Exploration, where) => searchEntry(found, of, where),
  survey: (found: Survey, of: { name: string; goals: readonly Goal[] }, { place }) => ({
    kind: 'survey',
    name: of.name,
    place,
    seed: found.seed,
    verdict: found.verdict,
    text: `${found}`,
    survey: surveyData(of.name, of.goals, found),
  }),
  mutation: (found: MutationScore, of: { name: string }, { place }) => ({
    kind: 'mutation',
    name: of.name,
    place,
    verdict: scored(found),
    text: `${found}`,
    mutation: mutationData(of.name, found),
  }),
  ensemble: (found: Ensemble, _of: object, { place, goals }) => ({
    kind: 'ensemble',
    name: found.name,
    place,
    verdict: together([...found.goals.map(({ is }) => is), ...goals.map(({ verdict }) => verdict)]),
    text: `${found}`,
    ensemble: ensembleData(found),
    goals,
  }),
} satisfies { readonly [kind in FoundKind]: Row }

/** Of what can be weakened and nobody notices. */
function scored({ score, survivors }: MutationScore): string {
  if (survivors.length > 0) return 'survived'
  return score === undefined ? 'unknown' : 'noticed'
}

/** Of all goals together: one that is broken is known to be. */
function together(verdicts: readonly GoalEntry['verdict'][]): GoalEntry['verdict'] {
  if (verdicts.includes('broken')) return 'broken'
  return verdicts.includes('unknown') ? 'unknown' : 'held'
}
