/** Plays one declaration with many seeds. */
import type { Names, System } from '../../declare/index.ts'
import { noSystem, System as DeclaredSystem } from '../../declare/system.ts'
import { readied } from '../../engine/code.ts'
import { UsageError } from '../../kernel/errors.ts'
import { filing } from '../../record/filing.ts'
import type { Run } from '../../record/run.ts'
import { type Others, playSeries, type Series, withThreads } from '../series/series.ts'
import { Ensemble } from './ensemble.ts'
import { looksUpTo } from './looks.ts'
import {
  DEFAULT_CONFIDENCE,
  type EnsembleOptions,
  readEnsembleOptions,
  seedsFrom,
} from './options.ts'
import { Sample } from './sample.ts'
import {
  awaitedSeed,
  type Numbers,
  playSeed,
  resultOf,
  type Seeding,
  type SeedResult,
  seedsData,
} from './seed.ts'
import { type EnsembleVerdict, type SeedVerdict, verdictOver } from './verdict.ts'

/**
 * Plays a system with many seeds, and says what holds in the mean and how sure that is. The seeds
 * are '1', '2' and so on, the same for every system, and every name draws from a stream of its own:
 * two variants meet the same requests seed by seed, so that they can be compared in pairs.
 *
 * That a fault touches nothing with some seed is chance, and no error unless `strict` is true.
 *
 * Runs are kept up to some 500 MB, so that the ensemble can be asked anything; what is beyond that,
 * or was played by other threads, is played again then.
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
  await readied(system)
  const many = await new Ensembling(system, readEnsembleOptions(options)).play()
  filing()?.found('ensemble', many, system)
  return many
}

/** An ensemble under way. */
class Ensembling<N extends Names> {
  readonly #options: ReturnType<typeof readEnsembleOptions>
  readonly #seeding: Seeding<N>
  readonly #sample: Sample<N>
  readonly #numbers: Numbers[] = []
  readonly #said: readonly SeedVerdict[][]
  readonly #looks: readonly number[]
  #isClear = false

  constructor(system: System<N>, read: ReturnType<typeof readEnsembleOptions>) {
    const { simulated: options, goals, seeds, stopEarly } = read
    this.#options = read
    this.#seeding = { system, options, goals }
    this.#sample = new Sample(seed => playSeed(this.#seeding, seed))
    this.#said = goals.map(() => [])
    this.#looks = stopEarly ? looksUpTo(seeds) : [seeds]
  }

  async play(): Promise<Ensemble<N>> {
    const { threads, confidence, inSeeds } = this.#options
    const job = () => ({ work: 'ensemble' as const, setup: seedsData(this.#seeding) })
    const isStopped = await withThreads(threads, job, others => this.#playAll(others))
    return new Ensemble({
      system: this.#seeding.system,
      sample: this.#sample,
      numbers: this.#numbers,
      verdicts: this.#judged(),
      isStopped,
      sureness: { confidence, inSeeds },
      looks: this.#looks.length,
      play: seed => playSeed(this.#seeding, seed, true),
    })
  }

  /** @returns whether its signal stopped it */
  #playAll(others: Others): Promise<boolean> {
    const { seed, seeds, signal } = this.#options
    const series: Series<string, SeedResult & { readonly run?: Run<N> }> = {
      variants: seedsFrom(seed, seeds),
      isWanted: () => !this.#isClear,
      play: one => {
        const told = (run: Run<N>) => ({ ...resultOf(run, this.#seeding.goals), run })
        const run = awaitedSeed(this.#seeding, one)
        return run instanceof Promise ? run.then(told) : told(run)
      },
      take: (result, one) => this.#take(result, one),
      signal,
    }
    return playSeries(series, others)
  }

  #take({ numbers, said, run }: SeedResult & { readonly run?: Run<N> }, seed: string): void {
    const { seeds: of, onProgress } = this.#options
    this.#sample.add(seed, run)
    this.#numbers.push(numbers)
    for (const [i, each] of said.entries()) this.#said[i].push(each)
    const { length: played } = this.#numbers
    onProgress?.({ seeds: played, of })
    if (played === of || !this.#looks.includes(played)) return
    this.#isClear = this.#judged().every(({ is }) => is !== 'unknown')
  }

  #judged(): readonly EnsembleVerdict[] {
    const { confidence: stated = DEFAULT_CONFIDENCE, inSeeds, goals } = this.#options
    const [{ seeds }, looks] = [this.#sample, this.#looks.length]
    return goals.map((goal, i) =>
      verdictOver({ goal, seeds, verdicts: this.#said[i] }, { stated, looks, inSeeds }),
    )
  }
}
