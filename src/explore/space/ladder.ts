/** The numbers a person would write: what is drawn and what is shrunk stands on them. */
import type { Ms } from '../../kernel/units.ts'

const times: readonly Ms[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600].map(seconds => seconds * 1_000),
]

/** Shares of all. */
export const shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1] as const

/** How many times as much. */
export const factors = [1.5, 2, 3, 5, 10, 20, 50, 100] as const

/** Lengths of time from one to another, both ends included, with others that matter among them. */
export function timesBetween(least: Ms, most: Ms, others: readonly Ms[] = []): readonly Ms[] {
  const all = [least, ...times, ...others, most].filter(ms => ms >= least && ms <= most)
  return [...new Set(all)].sort((a, b) => a - b)
}

/** The place of the last rung that is not beyond a value; -1 before the first. */
export function rungOf(rungs: readonly number[], value: number): number {
  const rises = rungs.length < 2 || rungs[0] < rungs[1]
  return rungs.findLastIndex(rung => (rises ? rung <= value : rung >= value))
}
