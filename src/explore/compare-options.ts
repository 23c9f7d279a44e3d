/** What `compare` is given: what it must look like, and what it is when left out. */
import * as v from 'valibot'
import type { Names } from '../declare/index.ts'
import type { SimulateOptions } from '../engine/simulate-options.ts'
import { chooseSeed, seedOf } from '../engine/seed.ts'
import { checked, options, readBy, wholeNumber } from '../kernel/schema.ts'
import { type Goals, readGoals } from './hypothesis.ts'
import { aSignal, functionOf, insistOnOptions, neverWaits, readBeside } from './shared-options.ts'

/** What is played of both designs, as for `simulate`. */
export type CompareOptions<N extends Names = Names> = Omit<
  SimulateOptions<N['target']>,
  'explain' | 'realIO'
> & {
  /** What should hold: it is counted in how many runs it does. Default: no goal. */
  readonly goal?: Goals<N> | undefined
  /** With how many seeds both are played. Default 20. */
  readonly seeds?: number | undefined
  /** Stops it; what is known by then is returned. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
  /** Told after each pair how many were played. Default: nobody is. */
  readonly onProgress?: ((progress: { readonly seeds: number }) => void) | undefined
}

const [DEFAULT_SEEDS, MOST_SEEDS] = [20, 100_000]

const entries = {
  goal: v.optional(readBy(readGoals)),
  seeds: v.optional(wholeNumber(2, MOST_SEEDS, 'seeds: 20'), DEFAULT_SEEDS),
  seed: v.optional(readBy(seedOf)),
  signal: v.optional(aSignal),
  onProgress: v.optional(functionOf<NonNullable<CompareOptions['onProgress']>>('({ seeds }) => …')),
  realIO: neverWaits,
}

const schema = options(entries)

/** The options as they are used; what is left is for `simulate`. */
export function readCompareOptions(written: CompareOptions) {
  insistOnOptions(written, 'compare', "write { for: '1m', faults: […] }")
  const { goal, seeds, signal, onProgress, seed, ...more } = written
  const { realIO, ...simulated } = more as SimulateOptions
  const mine = { goal, seeds, signal, onProgress, seed, realIO }
  const read = () => checked(schema, mine, 'compare')
  const own = readBeside(read, written, { names: Object.keys(entries), where: 'compare' })
  const base = chooseSeed(own.seed).seed
  return { ...own, goals: own.goal ?? [], base, simulated }
}
