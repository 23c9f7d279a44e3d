/** Pools of replicas drawn at random: how one is chosen, and what takes one out of use. */
import fc from 'fast-check'
import { maybe, withoutGaps } from './gaps.ts'

/** Several replicas, and how one of them is chosen. */
export const fleet = fc
  .record({
    replicas: fc.constantFrom(2, 3),
    balance: maybe(
      fc.constantFrom(
        ...(['random', 'leastConnections', 'powerOfTwo', 'peakEwma', 'consistentHash'] as const),
        { by: 'leastConnections', ties: 'lowestIndex', refresh: 100 } as const,
        { by: 'powerOfTwo', withReplacement: true, refresh: 50 } as const,
      ),
    ),
    health: maybe(fc.constant({ every: 100, timeout: 50, unhealthyAfter: 1 } as const)),
    outlierDetection: maybe(fc.constant({ consecutive: 2, interval: 100, base: 100, most: 0.5 })),
    watched: fc.boolean(),
  })
  .map(({ watched, ...said }) =>
    watched && (said.health ?? said.outlierDetection) !== undefined
      ? { ...withoutGaps(said), panicThreshold: 0 }
      : withoutGaps(said),
  )
