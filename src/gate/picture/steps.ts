/** The steps of time that everything is drawn over, and numbers of each. */
import type { Ms } from '../../kernel/units.ts'
import type { Recording } from '../../record/recording.ts'
import type { Run } from '../../record/run.ts'
import type { Span } from '../../record/window.ts'

/** A line on a screen shows no more of them; and each is to have some requests, but for few. */
const [MOST_STEPS, LEAST_STEPS, REQUESTS_EACH] = [300, 60, 8]
/** What comes and goes more often than this has no steps of its own. */
const MOST_CUTS = 40

/**
 * Where the steps of a run end: its slots, or several of them together where there are many, or few
 * come in each. Faults begin and end with a step.
 */
export function stepsOf(run: Run): Ms[] {
  const { grid, faults } = run.recording
  const edges = grid.edges.filter(edge => edge <= grid.horizonMs)
  const { issued } = run.requests()
  const wanted = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, issued / REQUESTS_EACH))
  const each = Math.ceil((edges.length - 1) / wanted)
  const cuts = new Set(faults.flatMap(({ periods }) => periods.flatMap(p => [p.from, p.until])))
  const isKept = (edge: Ms, i: number): boolean =>
    i % each === 0 || i === edges.length - 1 || (cuts.size <= MOST_CUTS && cuts.has(edge))
  return edges.filter(isKept)
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
