/** What went wrong in a report, one by one, each with its place: what annotations are made of. */
import type { GoalEntry, PlaceEntry, PlayEntry, Report, RunEntry, TestEntry } from '../report.ts'

/** One thing that went wrong. */
export type ReportedProblem = {
  readonly test: TestEntry
  /** In one line. */
  readonly headline: string
  /** All that is known of it. */
  readonly text: string
  readonly file: string
  readonly line: number
  /** Null where only the line is known. */
  readonly column: number | null
  /** The goal that broke, if it was one, and its run. */
  readonly goal: GoalEntry | null
  readonly run: RunEntry | null
}

/** All that went wrong, in the order of the report. */
export const problemsIn = ({ tests }: Report): readonly ReportedProblem[] =>
  tests.flatMap(problemsOf)

/** What went wrong in one test: none where it came to a good end. */
export function problemsOf(test: TestEntry): readonly ReportedProblem[] {
  if (!hasFailed(test)) return []
  const goals = brokenGoals(test).map(broken => ofGoal(test, broken))
  return goals.length > 0 ? goals : [ofTest(test)]
}

/** Whether a test did not come to a good end. */
export const hasFailed = ({ state }: TestEntry): boolean =>
  state === 'failed' || state === 'unfinished'

/** The name of a test with the suites around it; of a file as a whole, its path. */
export const nameOf = ({ file, path }: TestEntry): string =>
  path.length === 0 ? file : path.join(' > ')

/** The run of a play, or that of its counterexample; null where none was kept. */
export function runOf(play: PlayEntry): RunEntry | null {
  if (play.kind === 'run') return play
  return play.kind === 'search' ? play.counterexample : null
}

/** What was asked of a play, or of the run of its counterexample. */
export const goalsOf = (play: PlayEntry): readonly GoalEntry[] =>
  play.kind === 'ensemble' ? play.goals : (runOf(play)?.goals ?? [])

type Broken = {
  readonly goal: GoalEntry
  readonly run: RunEntry | null
  readonly place: PlaceEntry | null
}

function brokenGoals({ plays }: TestEntry): Broken[] {
  return plays.flatMap(play => {
    const run = runOf(play)
    const broken = goalsOf(play).filter(({ verdict }) => verdict !== 'held')
    return broken.map(goal => ({ goal, run, place: goal.place ?? play.place }))
  })
}

function ofGoal(test: TestEntry, { goal, run, place }: Broken): ReportedProblem {
  const { headline, message } = goal
  return { test, headline, text: message ?? headline, ...placeOf(test, place), goal, run }
}

function ofTest(test: TestEntry): ReportedProblem {
  const text = test.errors.join('\n\n') || unexplained[test.state]
  const [headline] = text.split('\n', 1)
  return { test, headline, text, ...placeOf(test, null), goal: null, run: null }
}

const unexplained: { readonly [state in TestEntry['state']]: string } = {
  failed: 'it failed',
  unfinished: 'the runner ended in the middle of it',
  passed: '',
  skipped: '',
}

/** As near as it is known: the goal, the line that failed, the test, the file. */
function placeOf(test: TestEntry, place: PlaceEntry | null) {
  const known = place ?? test.failedAt
  if (known !== null) return known
  return { file: test.file, line: test.line ?? 1, column: null }
}
