/** Two designs side by side: the same seeds, the same faults, and what differs. */
import type { Names, System } from '../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../declare/system.ts'
import { worded } from '../declare/worded.ts'
import { readied } from '../engine/code.ts'
import { Simulation } from '../engine/simulation.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Run } from '../record/run.ts'
import { comparisonText } from '../report/comparison-text.ts'
import { type CompareOptions, readCompareOptions } from './compare-options.ts'
import {
  type Difference,
  differencesIn,
  type GoalDifference,
  goalDifferencesIn,
  type Pair,
} from './differences.ts'
import { playSeries } from './series/series.ts'

/** What came of comparing two designs. */
export type Comparison = {
  /** Each number, how it differs, and for whom that speaks. */
  readonly differences: readonly Difference[]
  /** Each goal, and in how many runs it held. */
  readonly goals: readonly GoalDifference[]
  /** The seeds with which both were played. */
  readonly seeds: readonly string[]
  /** Whether its signal stopped it before all seeds were played. */
  readonly isStopped: boolean
  /** The same in words. */
  toString(): string
}

/**
 * Sets two designs side by side: plays both with the same seeds, so that the same requests come at
 * the same moments, and tells by pairs what differs and whether that is clear.
 *
 * @param a a system
 * @param b another design of it; faults and goals must fit both
 * @param options what goes wrong, for how long to play, and what must hold
 * @returns for each number the mean of the differences with its 95 % interval
 * @throws UsageError with every mistake in the options
 * @example
 * const quick = system('shop', { ...shop.parts, db: store({ time: '1ms' }) })
 * const found = await compare(shop, quick, { for: '5s', seeds: 3 })
 * console.log(`${found}`)
 */
export async function compare<N extends Names>(
  a: System<N>,
  b: System,
  options: CompareOptions<NoInfer<N>>,
): Promise<Comparison> {
  for (const one of [a, b]) {
    if (!(one instanceof DeclaredSystem)) throw new UsageError(noSystem(one, 'compare'))
  }
  const { goals, seeds, base, simulated, signal, onProgress } = readCompareOptions(options)
  for (const one of [a, b]) await readied(one)
  const play = (system: System, seed: string): Run =>
    new Simulation(system, { ...simulated, seed, explain: false }).finish()
  const pairs: Pair[] = []
  const played: string[] = []
  const isStopped = await playSeries({
    variants: Array.from({ length: seeds }, (_, i) => `${base}/${i + 1}`),
    play: seed => ({ a: play(a, seed), b: play(b, seed) }),
    take: (pair, seed) => {
      pairs.push(pair)
      played.push(seed)
      onProgress?.({ seeds: played.length })
    },
    signal,
  })
  const differences = differencesIn(pairs)
  const compared = { differences, goals: goalDifferencesIn(pairs, goals), seeds: played }
  const text = comparisonText(compared, { a: a.name, b: b.name, isStopped })
  return worded({ ...compared, isStopped }, text)
}
