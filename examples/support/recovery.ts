/** When clients were served again, as the examples tell it. */
import { type Ms, type Run, timeline } from 'gameday'

/** When clients were served again; or they always were, or they were not by the end. */
export type Recovery = Ms | 'always' | 'never'

/** A run that is well for less than this at its end may be bad again in the next moment. */
const LASTING_MS = 10_000

/** When the clients of a run were served again for good. */
export function recoveryOf(run: Run): Recovery {
  const stages = timeline(run)
  if (stages.every(({ what }) => what !== 'clients are not served')) return 'always'
  const again = stages.find(({ what }) => what === 'clients are served again')?.at ?? Infinity
  return again <= run.recording.grid.horizonMs - LASTING_MS ? again : 'never'
}

/** A recovery as a cell of a table: `31s`, `always`. */
export const recovered = (recovery: Recovery): string =>
  typeof recovery === 'number' ? `${recovery / 1_000}s` : recovery
