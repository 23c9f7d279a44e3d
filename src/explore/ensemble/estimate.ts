/** What the seeds of an ensemble say together of one number. */
import { deepFrozen } from '../../declare/frozen.ts'
import {
  meanInterval,
  type MeanInterval,
  shareInterval,
} from '../../kernel/statistics/intervals.ts'

/** A number over many seeds: its mean and spread, and the interval in which the true mean lies. */
export type SeedEstimate = MeanInterval & {
  /** How sure it is that the interval holds the mean, 0 to 1. */
  readonly confidence: number
  /** How many seeds gave a number. */
  readonly seeds: number
  /** The least of all seeds. */
  readonly least: number
  /** The most of all seeds. */
  readonly most: number
  /** The number of each seed, in order, so that two ensembles can be compared seed by seed. */
  readonly values: readonly (number | undefined)[]
}

/** A share of seeds, and the interval in which the true one lies. */
export type ShareOfSeeds = {
  /** How many seeds. */
  readonly count: number
  /** Of how many. */
  readonly of: number
  /** The one by the other, 0 to 1. */
  readonly share: number
  /** Where the interval of the true share begins. */
  readonly low: number
  /** Where it ends. */
  readonly high: number
  /** How sure it is that the interval holds the true share, 0 to 1. */
  readonly confidence: number
}

/** How sure intervals are, as it is stated, and the level of each, if they are looked at often. */
export type Confidence = {
  readonly stated: number
  /** How often the numbers are looked at, at most: all looks together keep what is stated. */
  readonly looks: number
}

/** Bonferroni: each look may err with its part of what all may err with. */
const levelOf = ({ stated, looks }: Confidence): number => 1 - (1 - stated) / looks

/** Student's t interval over seeds; undefined where no seed gave a number. */
export function estimateOf(
  values: readonly (number | undefined)[],
  confidence: Confidence,
): SeedEstimate | undefined {
  const known = values.filter(value => value !== undefined)
  if (known.length === 0) return undefined
  return deepFrozen({
    ...meanInterval(known, levelOf(confidence)),
    confidence: confidence.stated,
    seeds: known.length,
    least: known.reduce((least, value) => Math.min(least, value)),
    most: known.reduce((most, value) => Math.max(most, value)),
    values: [...values],
  })
}

/** The interval of Clopper and Pearson over seeds; undefined without any. */
export function shareOf(
  count: number,
  of: number,
  confidence: Confidence,
): ShareOfSeeds | undefined {
  if (of === 0) return undefined
  const interval = shareInterval({ count, of }, levelOf(confidence))
  return deepFrozen({ count, of, share: count / of, ...interval, confidence: confidence.stated })
}
