/** The contract between a limiter, which counts, and an algorithm, which knows how many may. */
import type { Ms } from '../../kernel/units.ts'

/** What came of one request that was let in. */
export type Sample = {
  /** When it was let in, in milliseconds. */
  readonly startedAt: Ms
  /** How long it took, in milliseconds. */
  readonly rttMs: Ms
  /** How many were under way when it was let in, itself included. */
  readonly inFlight: number
  /** Whether it was turned away for overload, or timed out. */
  readonly dropped: boolean
}

/** Learns from each request how many may be under way at the same time. */
export interface LimitAlgorithm {
  /** How many may be under way; it may be a fraction, of which the whole part counts. */
  limit: number
  /** What it compares latencies with, in ms: undefined while it knows none, or goes by none. */
  readonly usualMs: Ms | undefined
  /** Learns from a request that is over. */
  learn(sample: Sample, now: Ms): void
}

/** A number, but no less and no more than the bounds. */
export const within = (value: number, min: number, max: number): number =>
  Math.max(min, Math.min(max, value))
