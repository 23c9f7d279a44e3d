/** Two designs side by side, as text: what differs, by how much, and for whom that speaks. */
import type { Comparison } from '../explore/compare.ts'
import type { Difference, GoalDifference } from '../explore/differences.ts'
import { formatMs, formatShare } from '../kernel/units.ts'
import { aligned } from './columns.ts'
import { failureText } from './failure.ts'
import { count, counted } from './numbers.ts'

type Names = { readonly a: string; readonly b: string; readonly isStopped: boolean }

/** All that differs. */
export function comparisonText(
  { differences, goals, seeds }: Pick<Comparison, 'differences' | 'goals' | 'seeds'>,
  { a, b, isStopped }: Names,
): string {
  const rows = [...differences.map(rowOf), ...goals.map(goal => goalRow(goal, seeds.length))]
  return failureText({
    headline: a === b ? `${a}: a and b side by side` : `a ${a} and b ${b} side by side`,
    counts: [
      `${counted(seeds.length, 'pair')} of runs with the same seed${isStopped ? ', stopped' : ''}.`,
    ],
    lanes: aligned([['', 'a', 'b', 'b - a, 95 % of it', 'better'], ...rows]),
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

const goalRow = ({ goal, a, b, better }: GoalDifference, all: number): string[] => [
  goal,
  `${a} of ${all}`,
  `${b} of ${all}`,
  '',
  better,
]

const texts: { readonly [unit in Difference['unit']]: (value: number) => string } = {
  share: value => formatShare(value),
  ms: formatMs,
  count: value => count(Math.round(value)),
}

/** A difference of shares is told in so many digits that it is not mistaken for none. */
const percent = (value: number): string => `${Number((100 * value).toPrecision(3))}%`

const signed = (value: number, text: (value: number) => string): string =>
  Number.isFinite(value) ? `${value < 0 ? '-' : '+'}${text(Math.abs(value))}` : 'unknown'
