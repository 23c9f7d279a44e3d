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
import type { PlaceEntry, PlayEntry, TestEntry } from '../report.ts'
import { playedRunEntry, type Setting } from './run-entry.ts'
import { searchEntry } from './search-entry.ts'

/** What is known of a test while it runs. */
export type TestPlays = Pick<TestEntry, 'plays' | 'leftOut'>

/** All that a try of a test played. */
export const playsOf = (notes: Notes, setting: Setting): TestPlays => ({
  plays: notes.plays.map(played =>
    played.kind === 'run'
      ? playedRunEntry(played, setting)
      : manyEntry(played, { place: played.spot(setting.root), isDrawn: setting.isDrawn }),
  ),
  leftOut: notes.leftOut,
})

const manyEntry = ({ kind, found, of }: PlayedMany, where: Where): PlayEntry =>
  entries[kind](found as never, of as never, where)

type Where = { readonly place: PlaceEntry | null; readonly isDrawn: boolean }

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
  ensemble: (found: Ensemble, _of: object, { place }) => ({
    kind: 'ensemble',
    name: found.name,
    place,
    verdict: asked(found),
    text: `${found}`,
    ensemble: ensembleData(found),
  }),
} satisfies { readonly [kind in FoundKind]: Row }

/** Of what can be weakened and nobody notices. */
function scored({ score, survivors }: MutationScore): string {
  if (survivors.length > 0) return 'survived'
  return score === undefined ? 'unknown' : 'noticed'
}

/** Of all goals together: one that is broken is known to be. */
function asked({ goals }: Ensemble): string {
  if (goals.some(({ is }) => is === 'broken')) return 'broken'
  return goals.some(({ is }) => is === 'unknown') ? 'unknown' : 'held'
}
