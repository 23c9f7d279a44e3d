/** What the texts of all goals share: what was, against what was wanted, and the numbers. */
import type { DataOf, EvidenceOf, GoalKindName } from '../../judge/goals/kinds.ts'
import type { TimeSeries } from '../../judge/course.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { courseRow, type Lane } from '../lanes.ts'
import type { SparklineOptions } from '../sparkline.ts'
import { subject } from '../subject.ts'
import { knownText, tell, type Telling, unknownText } from '../telling.ts'

/** How a verdict on a goal of a kind is told. */
export type GoalText<K extends GoalKindName> = (
  verdict: Verdict<EvidenceOf<K>>,
  goal: DataOf<K>,
  telling: Telling,
) => string

/** What is told of a verdict. */
type Told<Evidence> = {
  /** What is measured, in a word or two: it stands before what is wanted of something unknown. */
  readonly of: string
  /** What was wanted, as `>= 99%`. */
  readonly wanted: string
  /** What was measured, the counts behind it, and the same over time. */
  readonly known: (evidence: Evidence) => {
    readonly actual: string
    readonly counts: readonly string[]
    readonly lanes: readonly Lane[]
  }
}

/** A verdict as text. */
export function told<Evidence>(
  verdict: Verdict<Evidence>,
  telling: Telling,
  { of, wanted, known }: Told<Evidence>,
): string {
  return tell(
    verdict,
    evidence => {
      const { actual, ...parts } = known(evidence)
      const headline = `${subject(telling.run, telling.question)}: ${actual}, wanted ${wanted}`
      return knownText(telling, { headline, ...parts })
    },
    reason => unknownText(telling, { wanted: `${of} wanted ${wanted}`, reason }),
  )
}

/** A measure over time. */
export function lane(
  name: string,
  course: TimeSeries,
  {
    telling,
    note,
    ...options
  }: SparklineOptions & {
    readonly telling: Telling
    /** What stands behind it, of the largest value. */
    readonly note: (most: number) => string
  },
): Lane {
  const most = course.reduce((top, { value = 0 }) => Math.max(top, value), 0)
  const { horizonMs } = telling.run.recording.grid
  return { name, row: courseRow(course, horizonMs, options), notes: [note(most)] }
}

/** `<= 5`, or its opposite. */
export const atMostText = (limit: string, isNot: boolean): string =>
  `${isNot ? '>' : '<='} ${limit}`

/** `>= 5`, or its opposite. */
export const atLeastText = (limit: string, isNot: boolean): string =>
  `${isNot ? '<' : '>='} ${limit}`
