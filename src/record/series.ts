/** A number over time: one value for each step of a run. */
import { UsageError } from '../kernel/errors.ts'
import { inPlace } from '../kernel/in-place.ts'
import { type Duration, durationMs, formatMs, type Ms } from '../kernel/units.ts'
import type { Recording } from './recording.ts'
import type { Span } from './window.ts'

/** One value and when its step began; undefined where there was nothing to measure. */
export type Point = { readonly at: Ms; readonly value: number | undefined }

/** A step of a run, and what came of a question about it. */
export type Step<T> = { readonly at: Ms; readonly value: T }

/**
 * Divides a run into steps, and asks the same question of each.
 *
 * @param every the length of a step; a multiple of the recording's resolution (its default)
 */
export function seriesOf<T>(
  recording: Recording,
  every: Duration | undefined,
  question: (span: Span) => T,
): Step<T>[] {
  const { horizonMs, resolutionMs } = recording.grid
  const stepMs = every === undefined ? resolutionMs : inPlace('every', () => durationMs(every))
  if (!(stepMs > 0) || !isMultiple(stepMs, resolutionMs)) {
    throw new UsageError({
      what: `a step of ${formatMs(stepMs)} does not fit slots of ${formatMs(resolutionMs)}`,
      where: 'every',
      fix: `ask for a multiple of ${formatMs(resolutionMs)}, or simulate with a finer resolution`,
    })
  }
  const points: Step<T>[] = []
  for (let i = 0; i * stepMs < horizonMs; i++) {
    const [from, to] = [i * stepMs, Math.min((i + 1) * stepMs, horizonMs)]
    const slots = recording.grid.range(from, to)
    points.push({ at: from, value: question({ fromMs: from, toMs: to, betweenMs: 0, slots }) })
  }
  return points
}

/** Steps are decimal numbers, which binary ones only come near to. */
function isMultiple(value: number, of: number): boolean {
  const ratio = value / of
  return Math.abs(ratio - Math.round(ratio)) < 1e-9
}
