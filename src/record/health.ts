/** How well a component or a call was, step by step: three states, and none where nobody came. */
import type { Duration, Ms } from '../kernel/units.ts'
import type { Recording } from './recording.ts'
import { seriesOf } from './series.ts'
import type { Tally } from './tally.ts'
import { tallyNumbers } from './views.ts'
import type { Span } from './window.ts'

/**
 * `healthy`: less than a tenth failed or was degraded; `degraded`: a tenth or more; `failed`: half
 * or more failed; `idle`: nothing came.
 */
export type Health = 'idle' | 'healthy' | 'degraded' | 'failed'

/** A state, and when its step began. */
export type HealthPoint = { readonly at: Ms; readonly health: Health }

const UNWELL = 0.1
const DOWN = 0.5

/** The states of a run, step by step. */
export function healthOver(
  recording: Recording,
  every: Duration | undefined,
  tallies: readonly Tally[],
): HealthPoint[] {
  const steps = seriesOf(recording, every, span => healthIn(tallies, span))
  return steps.map(({ at, value }) => ({ at, health: value }))
}

function healthIn(tallies: readonly Tally[], span: Span): Health {
  const { availability, outcomes, issued } = tallyNumbers(tallies, span)
  if (availability === undefined) return 'idle'
  if (1 - availability >= DOWN) return 'failed'
  const isUnwell = 1 - availability + outcomes.degraded / issued >= UNWELL
  return isUnwell ? 'degraded' : 'healthy'
}
