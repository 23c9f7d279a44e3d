/** How long it took until all was well again, seed by seed, as `goal.recovers` counts it. */
import { recoveryOf } from '../../judge/recovery.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import {
  type Confidence,
  type SeedEstimate,
  estimateOf,
  shareOf,
  type ShareOfSeeds,
} from './estimate.ts'

/** The time from the end of the last fault until 99 % were served in every slot from then on. */
export type Recovery = {
  /** Milliseconds, of the seeds that recovered; undefined where none did. */
  readonly took: SeedEstimate | undefined
  /** The seeds that recovered before the load ended; where not all did, the mean is too short. */
  readonly recovered: ShareOfSeeds
}

/** Undefined where no seed had a fault that ended. */
export function recoveryOver(
  times: readonly (Ms | undefined)[],
  confidence: Confidence,
): Recovery | undefined {
  const known = times.filter(time => time !== undefined)
  const recovered = shareOf(known.filter(Number.isFinite).length, known.length, confidence)
  if (recovered === undefined) return undefined
  const values = times.map(time => (time === Infinity ? undefined : time))
  return Object.freeze({ took: estimateOf(values, confidence), recovered })
}

/** How long it took in one run: Infinity where it never did, undefined where nothing tells. */
export function recoveryMs(run: Run): Ms | undefined {
  const recovery = recoveryOf(run)
  return typeof recovery === 'string' ? undefined : (recovery.tookMs ?? Infinity)
}
