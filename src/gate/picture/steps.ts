/** The steps of time that everything is drawn over, and numbers of each. */
import type { Ms } from '../../kernel/units.ts'
import type { Recording } from '../../record/recording.ts'
import type { Span } from '../../record/window.ts'

/** A line on a screen shows no more of them. */
const MOST_STEPS = 300

/** Where the steps of a run end: its slots, or several of them together where there are many. */
export function stepsOf({ grid }: Recording): Ms[] {
  const edges = grid.edges.filter(edge => edge <= grid.horizonMs)
  const each = Math.ceil((edges.length - 1) / MOST_STEPS)
  return edges.filter((_, i) => i % each === 0 || i === edges.length - 1)
}

/** The same question of each step of a recording, which may have more steps than these. */
export function overSteps<T>(
  { grid }: Recording,
  edgesMs: readonly Ms[],
  ask: (span: Span) => T,
): T[] {
  return edgesMs.slice(1).map((toMs, i) => {
    const fromMs = edgesMs[i]
    return ask({ fromMs, toMs, betweenMs: 0, slots: grid.range(fromMs, toMs) })
  })
}

/** As many digits as anybody reads. */
export const rounded = (value: number): number => Number(value.toPrecision(5))

/** The same; null where there is nothing. */
export const roundedIfAny = (value: number | undefined): number | null =>
  value === undefined ? null : rounded(value)
