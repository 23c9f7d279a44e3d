/** Plays one declaration with many seeds. */
import type { Names, System } from '../../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../../declare/system.ts'
import { Simulation } from '../../engine/simulation.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Run } from '../../record/run.ts'
import { playSeries } from '../series/series.ts'
import { Ensemble, type Numbers, numbersOf } from './ensemble.ts'
import { looksUpTo } from './looks.ts'
import {
  DEFAULT_CONFIDENCE,
  type EnsembleOptions,
  readEnsembleOptions,
  seedsFrom,
} from './options.ts'
import { Sample, saidOf } from './sample.ts'
import { type EnsembleVerdict, type SeedVerdict, verdictOver } from './verdict.ts'

/**
 * Plays a system with many seeds, and says what holds in the mean and how sure that is. The seeds
 * are '1', '2' and so on, the same for every system, and every name draws from a stream of its own:
 * two variants meet the same requests seed by seed, so that they can be compared in pairs.
 *
 * That a fault touches nothing with some seed is chance, and no error unless `strict` is true.
 *
 * Runs are kept up to some 500 MB, so that the ensemble can be asked anything; what is beyond that
 * is played again then.
 *
 * @param system declared with `system`
 * @param options as for `simulate`; how many seeds, what must hold, and how sure that must be
 * @returns the numbers, each with its interval, and a verdict on each goal
 * @throws UsageError with every mistake in the options
 * @example
 * const many = await ensemble(shop, {
 *   seeds: 30,
 *   for: '20s',
 *   faults: [slow('db', { by: '2s' }).at('5s').for('5s')],
 *   goals: goal.availability('60%'),
 * })
 * console.log(`${many}`)
 */
export async function ensemble<N extends Names>(
  system: System<N>,
  options: EnsembleOptions<NoInfer<N>>,
): Promise<Ensemble<N>> {
  if (!(system instanceof DeclaredSystem)) throw new UsageError(noSystem(system, 'ensemble'))
  const { simulated, goals, seeds: count, seed, ...read } = readEnsembleOptions(options)
  const { confidence, inSeeds, signal } = read
  const play = (one: string, explain: boolean): Run<N> =>
    new Simulation(system, { strict: false, ...simulated, seed: one, explain }).finish()
  const sample = new Sample<N>(one => play(one, false))
  const numbers: Numbers[] = []
  const said = goals.map((): SeedVerdict[] => [])
  const looks = read.stopEarly ? looksUpTo(count) : [count]
  const asked = { stated: confidence ?? DEFAULT_CONFIDENCE, looks: looks.length, inSeeds }
  const judged = (): EnsembleVerdict[] =>
    goals.map((goal, i) => verdictOver({ goal, seeds: sample.seeds, verdicts: said[i] }, asked))
  let isClear = false
  const isStopped = await playSeries({
    variants: seedsFrom(seed, count),
    isWanted: () => !isClear,
    play: next => sample.add(next),
    take: run => {
      numbers.push(numbersOf(run))
      goals.forEach((goal, i) => said[i].push(saidOf(goal, run)))
      read.onProgress?.({ seeds: numbers.length, of: count })
      if (numbers.length === count || !looks.includes(numbers.length)) return
      isClear = judged().every(({ is }) => is !== 'unknown')
    },
    signal,
  })
  return new Ensemble({
    system,
    sample,
    numbers,
    verdicts: judged(),
    isStopped,
    sureness: { confidence, inSeeds },
    looks: looks.length,
    play: one => play(one, true),
  })
}
