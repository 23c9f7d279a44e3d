/** Two designs side by side, as text: what differs, by how much, and for whom that speaks. */
import type { Comparison } from '../explore/compare.ts'
import type { Difference, GoalDifference } from '../explore/differences.ts'
import { formatMs, formatShare } from '../kernel/units.ts'
import { aligned } from './columns.ts'
import { failureText } from './failure.ts'
import { count, counted } from './numbers.ts'
import { inLines } from './shortened.ts'

type Names = { readonly a: string; readonly b: string; readonly isStopped: boolean }

const HEADER = ['', 'a', 'b', 'b - a, 95 % of it', 'better']

/** All that differs. */
export function comparisonText(
  { differences, goals, seeds }: Pick<Comparison, 'differences' | 'goals' | 'seeds'>,
  { a, b, isStopped }: Names,
): string {
  const rows = [...differences.map(rowOf), ...goals.map(goalRow)]
  return failureText({
    headline: a === b ? `${a}: a and b side by side` : `a ${a} and b ${b} side by side`,
    counts: [
      `${counted(seeds.length, 'pair')} of runs with the same seed${isStopped ? ', stopped' : ''}.`,
      ...goals.flatMap(unclearLines),
    ],
    lanes: rows.length === 0 ? [] : aligned([HEADER, ...rows]),
    replay: [],
  })
}

function rowOf({ measure, unit, a, b, difference, better }: Difference): string[] {
  const text = texts[unit]
  const { mean, low, high } = difference
  const points = unit === 'share' ? percent : text
  const interval = `${signed(mean, points)}  (${signed(low, points)} to ${signed(high, points)})`
  return [measure, text(a), text(b), interval, better]
}

const goalRow = ({ goal, a, b, judged, better }: GoalDifference): string[] => [
  goal,
  heldText(a, judged.a),
  heldText(b, judged.b),
  '',
  better,
]

const heldText = (held: number, judged: number): string =>
  judged === 0 ? 'unknown' : `${held} of ${judged}`

const unclearLines = ({ goal, because }: GoalDifference): string[] =>
  because === '' ? [] : inLines(`It is unclear which keeps ${goal} better: ${because}.`)

const texts: { readonly [unit in Difference['unit']]: (value: number) => string } = {
  share: value => formatShare(value),
  ms: formatMs,
  count: value => count(Math.round(value)),
}

/** A difference of shares is told in so many digits that it is not mistaken for none. */
const percent = (value: number): string => `${Number((100 * value).toPrecision(3))}%`

const signed = (value: number, text: (value: number) => string): string =>
  Number.isFinite(value) ? `${value < 0 ? '-' : '+'}${text(Math.abs(value))}` : 'unknown'
