/** All that was played, in order, each with a name of its own for the address of the page. */
import { isBroken } from '../../formats/told.ts'
import { hasFailed, nameOf } from '../../formats/problems.ts'
import type { PlayEntry, Report, RunEntry, TestEntry } from '../../report.ts'

/** How something came out. */
export type State = 'held' | 'broken' | 'unknown'

/** One play, and whose it is. */
export type Item = {
  /** What stands behind the `#` of the address. */
  readonly id: string
  readonly test: TestEntry
  readonly play: PlayEntry
  readonly title: string
  readonly state: State
}

/** Every play of a report. */
export const itemsIn = ({ tests }: Report): readonly Item[] =>
  tests.flatMap((test, t) =>
    test.plays.map((play, p) => ({
      id: `play-${t + 1}-${p + 1}`,
      test,
      play,
      title: titleOf(test, p),
      state: stateOf(play),
    })),
  )

/** A test that played one thing has a better name for it than that has. */
function titleOf({ path, plays }: TestEntry, p: number): string {
  const { name } = plays[p]
  const [own] = path.slice(-1)
  if (plays.length === 1 && own !== undefined) return own
  const alike = plays.slice(0, p).filter(play => play.name === name).length
  return alike === 0 ? name : `${name} (${alike + 1})`
}

/** Under which name things stand together: their test, or where a test stands that has only one. */
export function groupOf({ test }: Item): string {
  const { plays, path, file } = test
  if (plays.length !== 1) return nameOf(test)
  return path.length > 1 ? path.slice(0, -1).join(' > ') : file
}

/** How a play came out, of what was asked of it. */
function stateOf(play: PlayEntry): State {
  if (play.kind === 'run') return runState(play)
  if (['held', 'noticed'].includes(play.verdict)) return 'held'
  return ['unknown', 'unfinished'].includes(play.verdict) ? 'unknown' : 'broken'
}

function runState(run: RunEntry): State {
  if (!isBroken(run)) return 'held'
  const verdicts = [...run.goals.map(({ verdict }) => verdict), run.experiment?.verdict ?? 'held']
  return verdicts.every(verdict => verdict === 'held' || verdict === 'unknown')
    ? 'unknown'
    : 'broken'
}

/** How a test came out. */
export function testState(test: TestEntry): State {
  if (hasFailed(test)) return 'broken'
  return test.state === 'skipped' ? 'unknown' : 'held'
}

/** A test by its name. */
export const testName = nameOf
