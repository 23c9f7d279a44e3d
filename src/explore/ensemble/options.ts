/** What an ensemble is given: what it must look like, and what it is when left out. */
import * as v from 'valibot'
import type { Names } from '../../declare/index.ts'
import { chooseSeed, seedOf } from '../../engine/seed.ts'
import type { SimulateOptions } from '../../engine/simulate-options.ts'
import { UsageError } from '../../kernel/errors.ts'
import { checked, options, readBy, shown, wholeNumber, yesOrNo } from '../../kernel/schema.ts'
import { share, type Share } from '../../kernel/units.ts'
import { type Goals, readGoals } from '../hypothesis.ts'
import {
  aNumberOfThreads,
  aSignal,
  functionOf,
  insistOnOptions,
  readBeside,
} from '../shared-options.ts'

/** How sure a verdict over seeds must be. */
export type Sureness = {
  /** How sure, as `0.99` or `'99%'`. Default that of the ensemble, which by default is 95 %. */
  readonly confidence?: Share | undefined
  /**
   * In what share of seeds it must hold, as `'90%'`. Default: that of the ensemble; where it has
   * none, the mean over seeds must keep to the limit.
   */
  readonly inSeeds?: Share | undefined
}

/** What is played, as for `simulate`, with how many seeds, and what must hold. */
export type EnsembleOptions<N extends Names = Names> = Omit<
  SimulateOptions<N['target']>,
  'explain' | 'trace'
> &
  Sureness & {
    /** How many seeds, 2 to 10,000. Default 200. */
    readonly seeds?: number | undefined
    /** What must hold: one goal, or several. Default: nothing, there are only numbers. */
    readonly goals?: Goals<N> | undefined
    /**
     * Whether to stop as soon as it is clear of every goal whether it holds. It looks after 20, 40,
     * 80 seeds and so on, with intervals so much wider that all looks together are as sure as is
     * stated. Default false.
     */
    readonly stopEarly?: boolean | undefined
    /**
     * How many threads play, of which none is started that has nothing to play. It changes nothing
     * but the time. Default 1: this one.
     */
    readonly threads?: number | undefined
    /** Stops between two seeds; what is known by then is told. Default: nothing does. */
    readonly signal?: AbortSignal | undefined
    /** Told after each seed. Default: nobody is. */
    readonly onProgress?: ((progress: EnsembleProgress) => void) | undefined
  }

/** How far an ensemble has come. */
export type EnsembleProgress = {
  /** How many seeds have been played. */
  readonly seeds: number
  /** How many there are to be. */
  readonly of: number
}

const DEFAULT_SEEDS = 200
const MOST_SEEDS = 10_000
export const DEFAULT_CONFIDENCE = 0.95

/** A share that is no limit: neither none nor all. */
const between0And1 = (name: string, example: string) =>
  readBy((written: unknown): number => {
    const read = share(written as Share)
    if (read > 0 && read < 1) return read
    const what = `${shown(written)} is no ${name}: seeds never show what holds in all of them`
    throw new UsageError({ what, fix: `write ${example}` })
  })

const sureness = {
  confidence: v.optional(between0And1('confidence', "confidence: '95%'")),
  inSeeds: v.optional(between0And1('share of seeds', "inSeeds: '99%'")),
}

const entries = {
  ...sureness,
  seeds: v.optional(wholeNumber(2, MOST_SEEDS, 'seeds: 200'), DEFAULT_SEEDS),
  seed: v.optional(readBy(seedOf)),
  goals: v.optional(readBy(readGoals)),
  stopEarly: v.optional(yesOrNo, false),
  threads: aNumberOfThreads,
  signal: v.optional(aSignal),
  onProgress: v.optional(
    functionOf<NonNullable<EnsembleOptions['onProgress']>>('({ seeds, of }) => …'),
  ),
}

const schema = options(entries)

/** The options as the ensemble takes them; what is left is for `simulate`. */
export function readEnsembleOptions(written: EnsembleOptions) {
  insistOnOptions(written, 'ensemble', "write { for: '1m', seeds: 200 }")
  const { confidence, inSeeds, seeds, seed, goals, stopEarly, ...more } = written
  const { threads, signal, onProgress, ...simulated } = more
  const own = { confidence, inSeeds, seeds, seed, goals, stopEarly, threads, signal, onProgress }
  const beside = { names: Object.keys(entries), where: 'ensemble' }
  const read = readBeside(() => checked(schema, own, 'ensemble'), written, beside)
  if (read.stopEarly && read.goals === undefined) {
    const fix = 'write goals, whose verdicts decide when to stop'
    throw new UsageError({ what: 'nothing is to become clear', where: 'ensemble › stopEarly', fix })
  }
  return { ...read, goals: read.goals ?? [], simulated }
}

/** Reads how sure a verdict must be. @throws UsageError for what is no share */
export const readSureness = (written: Sureness) =>
  checked(options(sureness), written, 'ensemble › judge')

/** The seeds: '1', '2' and so on, or behind a seed that is given 'given/1' and so on. */
export function seedsFrom(given: string | undefined, count: number): readonly string[] {
  const { seed, seedFrom } = chooseSeed(given)
  const before = seedFrom === 'default' ? '' : `${seed}/`
  return Array.from({ length: count }, (_, i) => `${before}${i + 1}`)
}
