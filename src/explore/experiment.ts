/** An experiment: a system, what goes wrong in it, and what must hold all the same. */
import type { Names, System } from '../declare/index.ts'
import type { SimulateOptions } from '../engine/simulate-options.ts'
import { Simulation } from '../engine/simulation.ts'
import type { Goal } from '../judge/goals/goal.ts'
import { checked, readBy } from '../kernel/schema.ts'
import type { RunIdentity } from '../record/recording.ts'
import { aside, filing } from '../record/filing.ts'
import type { Run } from '../record/run.ts'
import { type GoalFunction, goalsOf, type Hypothesis, readHypothesis } from './hypothesis.ts'
import { insistOn } from './search/asked.ts'
import { ask } from './search/goal.ts'
import { insistOnOptions } from './shared-options.ts'
import { readSteadyState, type SteadyState } from './steady-state.ts'
import type { Judged } from './search/trial.ts'

/** What an experiment plays, as for `simulate`, and what must hold. */
export type ExperimentOptions<N extends Names = Names> = Omit<
  SimulateOptions<N['target']>,
  'steadyState'
> & {
  /** What must hold of the run. */
  readonly holds: Hypothesis<N>
  /**
   * What must hold without faults, on the same seed. Where it does not, the verdict is unknown.
   * Default: the goals of `holds`, but for those that want what only faults bring about, each of
   * the same part of the run; nothing where that is a function. False: nothing.
   */
  readonly steadyState?: Hypothesis<N> | false | undefined
  /** What reports call it. Default: the name of the system. */
  readonly name?: string | undefined
}

/** What came of an experiment. */
export type ExperimentResult<N extends Names = Names> = Pick<Judged, 'verdict' | 'message'> & {
  readonly run: Run<N>
  /** Whether the steady state held; undefined where nothing was asked of it. */
  readonly steadyState: 'held' | 'broken' | undefined
}

/** Marks experiments, so that one from another copy of the package is known as one. */
const mark: unique symbol = Symbol.for('gameday.experiment')

/** An experiment, declared. Nothing runs until it is played. */
export class Experiment<out N extends Names = Names> {
  readonly system: System<N>
  readonly name: string
  readonly options: SimulateOptions
  readonly [mark] = true
  readonly #holds: GoalFunction
  readonly #steadyState: SteadyState
  readonly #written: ExperimentOptions

  /** Use the word `experiment`. */
  constructor(system: System<N>, options: ExperimentOptions<N>) {
    this.#holds = hypothesisOf(options as ExperimentOptions)
    this.#written = options as ExperimentOptions
    const { holds: _, steadyState: __, name, ...others } = options
    this.#steadyState = readSteadyState(options as ExperimentOptions)
    this.system = system
    this.name = name ?? system.name
    this.options = Object.freeze(others as SimulateOptions)
    Object.freeze(this)
  }

  /** Whether something is an experiment, be it of another copy of the package. */
  static isOne(value: unknown): value is Experiment {
    return typeof value === 'object' && value !== null && mark in value
  }

  /** What must hold, as data; undefined of a function, which keeps it to itself. */
  get goals(): readonly Goal[] | undefined {
    return goalsOf(this.#written.holds)
  }

  /**
   * The same experiment on another design of its system.
   *
   * @param system with the names that its faults and goals are about
   * @param options instead of those that were written
   * @throws UsageError with every mistake in them
   * @example
   * const calm = experiment(shop, { for: '10s', holds: goal.availability('60%') })
   * const quick = system('shop', { ...shop.parts, db: store({ time: '1ms' }) })
   * console.log(calm.on(quick).play().verdict)
   */
  on(system: System, options: Partial<ExperimentOptions> = {}): Experiment<N> {
    const all = { ...this.#written, name: this.name, ...options } as ExperimentOptions<N>
    return new Experiment<N>(system as System<N>, all)
  }

  /**
   * Plays it once without faults, if there is anything that must hold then, and once with them, and
   * asks the goal.
   *
   * @param seed instead of its own
   * @param seedFrom who chose the seed, where it is not the caller
   * @throws UsageError for mistakes in the options, and when the run takes too many events
   * @example
   * const { verdict } = experiment(shop, {
   *   for: '10s',
   *   holds: run => expect(run).toStayAvailable('60%'),
   * }).play()
   */
  play(
    seed: string | number | undefined = this.options.seed,
    seedFrom?: RunIdentity['seedFrom'],
  ): ExperimentResult<N> {
    const options = { ...this.options, seed }
    const run = new Simulation(this.system, options, { seedFrom }).finish()
    const steady = aside(() =>
      this.#steadyState(run, () => {
        const calm = { ...options, faults: [], strict: false, explain: false }
        return new Simulation(this.system, calm, {
          seedFrom,
          cuts: run.recording.grid.edges,
        }).finish()
      }),
    )
    const steadyState = steady && (steady.verdict === 'held' ? 'held' : 'broken')
    const answer =
      steady && steadyState === 'broken' ? steady : ask(() => insistOn(run, this.#holds))
    const { verdict, message } = answer
    filing()?.ran(run, { name: this.name, verdict, message, goals: this.goals })
    return { ...answer, steadyState, run }
  }

  /**
   * Plays it with several seeds and asks each run something: what must hold is not asked.
   *
   * @param question what is asked of each run
   * @param seeds with which it is played, instead of its own
   * @returns the answers, in the order of seeds
   * @throws UsageError for mistakes in the options, and when a run takes too many events
   * @example
   * const calm = experiment(shop, { for: '10s', holds: goal.availability('60%') })
   * console.log(calm.each(run => run.availability(), ['1', '2', '3']))
   */
  each<T>(question: (run: Run<N>) => T, seeds: readonly string[]): T[] {
    return seeds.map(seed =>
      question(new Simulation(this.system, { ...this.options, seed, explain: false }).finish()),
    )
  }
}

function hypothesisOf(options: ExperimentOptions): GoalFunction {
  insistOnOptions(options, 'experiment', "write { for: '1m', holds: goal.availability('99%') }")
  return checked(readBy(readHypothesis), options.holds, 'experiment › holds')
}

/**
 * Declares an experiment, for `gameday run`: the default export of a file.
 *
 * @param system declared with `system`
 * @param options how long to play, what goes wrong, and what must hold
 * @throws UsageError when nothing says what must hold
 * @example
 * export default experiment(shop, {
 *   for: '1m',
 *   faults: [slow('db', { by: '2s' }).at('20s').for('10s')],
 *   holds: run => expect(run).toStayAvailable('60%'),
 * })
 */
export function experiment<N extends Names>(
  system: System<N>,
  options: ExperimentOptions<NoInfer<N>>,
): Experiment<N> {
  return new Experiment(system, options)
}
