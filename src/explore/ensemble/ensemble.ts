/** One declaration, played with many seeds: what holds in the mean, and how sure that is. */
import type { Names, System } from '../../declare/index.ts'
import type { Run } from '../../record/run.ts'
import { ensembleText } from '../../report/ensemble-text.ts'
import type { GoalOf } from '../hypothesis.ts'
import { type Confidence, type SeedEstimate, estimateOf } from './estimate.ts'
import { DEFAULT_CONFIDENCE, readSureness, type Sureness } from './options.ts'
import { type Recovery, recoveryOver } from './recovery.ts'
import type { Sample } from './sample.ts'
import { type Numbers, saidOf } from './seed.ts'
import { type EnsembleVerdict, verdictOver } from './verdict.ts'

/** What an ensemble is made of. */
export type Played<N extends Names> = {
  /** What was played. */
  readonly system: System<N>
  /** Its runs, as far as they are kept. */
  readonly sample: Sample<N>
  /** Its numbers, seed by seed. */
  readonly numbers: readonly Numbers[]
  /** What was asked of goals while it was played. */
  readonly verdicts: readonly EnsembleVerdict[]
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** How sure its verdicts are to be. */
  readonly sureness: Sureness
  /** How often its numbers were looked at, at most. */
  readonly looks: number
  /** Plays one seed alone. */
  readonly play: (seed: string) => Run<N>
}

/** Marks ensembles, so that one from another copy of the package is known as one. */
const mark: unique symbol = Symbol.for('gameday.ensemble')

/**
 * What one declaration did with many seeds. The seeds are the sample: each number has its mean over
 * them, and the interval that holds the true mean.
 */
export class Ensemble<out N extends Names = Names> {
  /** What the system is called. */
  readonly name: string
  /** The seeds that were played, in order. */
  readonly seeds: readonly string[]
  /** Whether its signal stopped it before the end. */
  readonly isStopped: boolean
  /** How sure its intervals are, 0 to 1. */
  readonly confidence: number
  /** The share of requests served, 0 to 1; undefined where no seed had any. */
  readonly availability: SeedEstimate | undefined
  /** Percentiles of latency, in milliseconds. */
  readonly latency: {
    readonly p50: SeedEstimate | undefined
    readonly p90: SeedEstimate | undefined
    readonly p99: SeedEstimate | undefined
  }
  /**
   * How long it took until 99 % were served in every slot from then on, as `goal.recovers` counts
   * it; undefined where no fault ended.
   */
  readonly recovery: Recovery | undefined
  /** Each goal that was asked for: whether it holds, and how sure that is. */
  readonly goals: readonly EnsembleVerdict[]
  readonly [mark] = true
  /** Only for the compiler. */
  declare readonly names?: N
  readonly #played: Played<N>

  /** Use the word `ensemble`. */
  constructor(played: Played<N>) {
    const { system, sample, numbers, isStopped, verdicts } = played
    this.#played = played
    this.name = system.name
    this.seeds = Object.freeze(sample.seeds)
    this.isStopped = isStopped
    const confidence = this.#confidence({})
    const over = (name: keyof Numbers): SeedEstimate | undefined =>
      estimateOf(
        numbers.map(each => each[name]),
        confidence,
      )
    this.confidence = confidence.stated
    this.availability = over('availability')
    this.latency = Object.freeze({ p50: over('p50'), p90: over('p90'), p99: over('p99') })
    this.recovery = recoveryOver(
      numbers.map(each => each.recoveryMs),
      confidence,
    )
    this.goals = Object.freeze(verdicts)
    Object.freeze(this)
  }

  /** Whether something is an ensemble, be it of another copy of the package. */
  static isOne(value: unknown): value is Ensemble {
    return typeof value === 'object' && value !== null && mark in value
  }

  /**
   * Any number of a run over all seeds.
   *
   * @param question what is asked of each run; undefined where a run has no answer
   * @returns its mean, spread and interval; undefined where no seed has an answer
   * @example
   * const many = await ensemble(shop, { for: '10s', seeds: 20 })
   * const waits = many.estimate(run => run.at('db').waiting.mean)
   * console.log(waits?.mean, waits?.low, waits?.high)
   */
  estimate(question: (run: Run<N>) => number | undefined): SeedEstimate | undefined {
    return estimateOf(this.#played.sample.each(question), this.#confidence({}))
  }

  /**
   * Whether a goal holds over seeds: where the interval of its mean margin, or of the share of
   * seeds in which it holds, lies on one side of the limit. Else it is unknown.
   *
   * @param goal what must hold
   * @param sureness how sure that must be, and whether in the mean or in a share of seeds
   * @throws UsageError for a name or a moment that the runs do not know
   * @example
   * const many = await ensemble(shop, { for: '10s', seeds: 20 })
   * const { is, held } = many.judge(goal.availability('99%'), { inSeeds: '80%' })
   * console.log(is, held?.share, held?.low)
   */
  judge(goal: GoalOf<N>, sureness: Sureness = {}): EnsembleVerdict {
    const { inSeeds } = readSureness({ ...this.#played.sureness, ...definedIn(sureness) })
    const verdicts = this.#played.sample.each(run => saidOf(goal, run))
    const asked = { ...this.#confidence(sureness), inSeeds }
    return verdictOver({ goal, seeds: this.seeds, verdicts }, asked)
  }

  /**
   * What each run answers, in the order of seeds.
   *
   * @param question what is asked of each run
   * @param most of how many seeds, from the first on; default all
   * @example
   * const many = await ensemble(shop, { for: '10s', seeds: 20 })
   * console.log(many.each(run => run.availability()))
   */
  each<T>(question: (run: Run<N>) => T, most?: number): T[] {
    return this.#played.sample.each(question, most)
  }

  /**
   * Plays one of its seeds again, to look at it by itself.
   *
   * @param seed one of `seeds`, as that of `goals[0].worst`
   */
  run(seed: string): Run<N> {
    return this.#played.play(seed)
  }

  /** All of it in words. */
  toString(): string {
    return ensembleText(this)
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #confidence(sureness: Sureness): Confidence {
    const { sureness: own, looks } = this.#played
    const { confidence = DEFAULT_CONFIDENCE } = readSureness({ ...own, ...definedIn(sureness) })
    return { stated: confidence, looks }
  }
}

const definedIn = (sureness: Sureness): Sureness =>
  Object.fromEntries(Object.entries(sureness).filter(([, value]) => value !== undefined))
