/** What formats of text tell of a test beside its failures. */
import { signedMargin } from '../../report/signed-margin.ts'
import type { GoalEntry, PlayEntry, RunEntry, TestEntry } from '../report.ts'

/** A line for each goal that was asked, and what searches and the like say of themselves. */
export const tellingOf = ({ plays }: TestEntry): string[] => plays.flatMap(tellingOfPlay)

function tellingOfPlay(play: PlayEntry): string[] {
  const text = play.kind === 'run' ? [] : [play.text]
  const goals = play.kind === 'run' || play.kind === 'ensemble' ? play.goals : []
  return [
    ...text,
    ...goals.map(goal => `${goal.verdict}: ${wantedText(goal)}, margin ${marginText(goal)}`),
  ]
}

/** How runs that broke something are played again. */
export const replayOf = ({ plays }: TestEntry): string[] =>
  plays
    .filter(isRun)
    .filter(isBroken)
    .flatMap(({ replay }) => replay)

const isRun = (play: PlayEntry): play is RunEntry => play.kind === 'run'

type Judged = {
  readonly goals: readonly Pick<GoalEntry, 'verdict'>[]
  readonly experiment: { readonly verdict: string } | null
}

/** Whether anything that was asked of a run is not so. */
export const isBroken = ({ goals, experiment }: Judged): boolean =>
  goals.some(({ verdict }) => verdict !== 'held') ||
  (experiment !== null && experiment.verdict !== 'held')

/** A goal as it was wanted. */
export const wantedText = ({ text, isNot }: GoalEntry): string => (isNot ? `not ${text}` : text)

/** How much room a goal has, with its sign; a dash where no number tells. */
export function marginText({ margin }: Pick<GoalEntry, 'margin'>): string {
  if (margin === null || !Number.isFinite(margin.by)) return '–'
  return signedMargin(margin)
}
