/** Shedding, adaptive limits, throttles and hedging as users write them, with units. */
import type { Duration, Share } from '../../kernel/units.ts'
import { limitSchemaIn } from '../../policies/concurrency-limit/algorithms.ts'
import { throttleSchemaIn } from '../../policies/adaptive-throttle/options.ts'
import { hedgeSchemaIn } from '../../policies/hedge/options.ts'
import type {
  CodelOptions,
  ConcurrencyLimitOptions,
  HedgeOptions,
  SheddingOptions,
  ThrottleOptions,
} from '../../policies/index.ts'
import { sheddingSchemaIn } from '../../policies/shedding/options.ts'
import { written } from '../../policies/units.ts'

/** The same options with times and shares as users write them. */
type InUnits<O, Times extends string, Shares extends string = never> = O extends unknown
  ? {
      readonly [K in keyof O]: K extends Times ? Duration : K extends Shares ? Share : O[K]
    }
  : never

/** The order of a queue, and who is turned out of it or not let in. */
export type SheddingSpec = Omit<
  InUnits<SheddingOptions, 'queueTimeout' | 'expectedWait'>,
  'codel'
> & {
  /** Shedding by the time waited; `{}` for folly's 5 ms over 100 ms. None by default. */
  readonly codel?: InUnits<CodelOptions, 'target' | 'interval'>
}

/** A limit for requests under way at the same time that adapts to how they fare. */
export type ConcurrencyLimitSpec = InUnits<
  ConcurrencyLimitOptions,
  'timeout' | 'updateEvery' | 'minRttEvery',
  'backoff' | 'smoothing' | 'percentile' | 'jitter' | 'buffer'
>

/** A caller that holds back when the callee turns requests away. */
export type ThrottleSpec = InUnits<ThrottleOptions, 'window', 'threshold' | 'most'>

/** When to send the same request once more, although the first is still under way. */
export type HedgeSpec = Omit<InUnits<HedgeOptions, 'minimum', 'budget'>, 'after'> & {
  /**
   * How long the latest attempt may take before the next one is sent: a time (0 sends them all at
   * once), a percentile of the latencies observed (`'p95'`), or `'failure'`: only when it fails.
   */
  readonly after: Duration | `p${number}` | 'failure'
}

/** Shedding as the machines take it: milliseconds, and shares from 0 to 1. */
export const sheddingSchema = sheddingSchemaIn(written)

/** A concurrency limit as its machine takes it. */
export const limitSchema = limitSchemaIn(written)

/** A throttle as its machine takes it. */
export const throttleSchema = throttleSchemaIn(written)

/** Hedging as its machine takes it. */
export const hedgeSchema = hedgeSchemaIn(written)
