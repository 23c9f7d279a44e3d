/** What is explored, as it was declared: a system, what may go wrong in it, and what must hold. */
import type { StoreQuestion } from '../declare/real-code.ts'
import { type Names, System } from '../declare/index.ts'
import type { FaultKind } from '../faults/kinds.ts'
import type { Duration, Ms } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import type { Window } from '../record/window.ts'
import type { CalmHypothesis, GoalOf, Hypothesis, Sight } from './hypothesis.ts'
import { calmFrom, readExploreOptions, type ReadOptions } from './options.ts'
import { insistOn } from './search/asked.ts'
import { insist } from './search/said.ts'
import { checkedSpace } from './space/mistakes.ts'
import type { FaultSpace } from './space/space.ts'

/** Which faults may be made up. */
export type FaultOptions<Target extends string = string> = {
  /** No more faults than these in one schedule. Default 3. */
  readonly most?: number | undefined
  /** The kinds that are tried. Default: those of which each breaks things in a way of its own. */
  readonly kinds?: readonly FaultKind[] | undefined
  /** What they are aimed at. Default: every component, its calls, clients and zones. */
  readonly targets?: readonly Target[] | undefined
  /** By when every fault has ended. Default: half of the run; of `faultsFor`, a minute. */
  readonly within?: Duration | undefined
  /**
   * Whether faults may also come and go: every so often, for a part of that time each. Default
   * false.
   */
  readonly periodic?: boolean | undefined
  /**
   * Bounds by the name of the number: `{ by: ['10ms', '2s'], rate: ['1%', '30%'], for: [...] }`.
   * Default: those that people write for faults of each kind.
   */
  readonly magnitude?:
    | { readonly [option: string]: readonly [least: Bound, most: Bound] }
    | undefined
}

/** A bound as the option itself is written: a time, a share or a number. */
export type Bound = Duration | `${number}%` | number

/** What is explored, and how. */
export type ExploreOptions<N extends Names = Names> = FaultOptions<N['target']> & {
  /** How long load is offered in each run. */
  readonly for: Duration
  /** What must hold of every run. */
  readonly holds: Hypothesis<N>
  /** What must hold again once every fault is over. Default: nothing. */
  readonly recovers?: CalmHypothesis<N> | undefined
  /** How long after its last fault a system may take to recover. Default 10 s. */
  readonly settle?: Duration | undefined
  /** What must have been seen in some run or other, by name; else whether it holds is unknown. */
  readonly sometimes?: { readonly [name: string]: Sight<N> | GoalOf<N> } | undefined
  /** How many trials at most. Default 200; with a `time`, as many as it allows. */
  readonly runs?: number | undefined
  /**
   * How long to search at most, in real time; shrinking what was found comes on top. Default: until
   * all trials are done.
   */
  readonly time?: Duration | undefined
  /**
   * How long one run may take, in real time, with its goals: a goal that has no end is given up
   * then, and its trial is told as unfinished, which no machine is to take for one that held. Code
   * of yours is given up between two events; one of them that has no end ends the process.
   * Default 2 minutes.
   */
  readonly trialTime?: Duration | undefined
  /** Stops the search: what was found until then is kept. */
  readonly signal?: AbortSignal | undefined
  /** Of all that is made up. Default: `GAMEDAY_SEED`, or else `'1'`. */
  readonly seed?: string | number | undefined
  /** Whether what reaches something new is kept and varied. Default true. */
  readonly guided?: boolean | undefined
  /**
   * Whether every trial is played to its end. Otherwise one whose goals are data is ended when
   * they are decided, or when all has been calm for half of `settle` after its last fault: it held
   * until then. What does not hold is always played whole. Default false.
   */
  readonly whole?: boolean | undefined
  /** What stores are asked in each trial, for goals that read `run.answer`. Default: nothing. */
  readonly ask?: { readonly [name: string]: StoreQuestion } | undefined
  /** A trial that takes more events is given up and reported. Default 20 million. */
  readonly eventLimit?: number | undefined
  /** What reports call it. Default: the name of the system. */
  readonly name?: string | undefined
  /** The folder of counterexamples, which run first; false for none. Default `'.gameday'`. */
  readonly store?: string | false | undefined
  /** Where the system is declared, for the test to paste: `{ as: 'shop', in: './shop.ts' }`. */
  readonly declared?:
    | {
        /** The name under which it is exported there. */
        readonly as: string
        /** The module, as the test imports it: `'./shop.ts'`. */
        readonly in: string
      }
    | undefined
  /** Told after each trial. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** How far a search has got. */
export type Progress = {
  /** How many trials have been played, and how many there may be. */
  readonly trials: number
  readonly of: number
  /** How many behaviours have been seen. */
  readonly behaviours: number
  readonly doing: 'known' | 'searching' | 'shrinking'
}

/** Marks explorations, so that one from another copy of the package is known as one. */
const mark: unique symbol = Symbol.for('gameday.exploration')

/** An exploration, declared and checked. Nothing runs until it is explored. */
export class Exploration<out N extends Names = Names> {
  readonly system: System<N>
  readonly name: string
  readonly options: ReadOptions
  /** The options as they were written. */
  readonly written: ExploreOptions
  /** All that may go wrong. */
  readonly space: FaultSpace
  readonly [mark] = true

  /** Use the word `exploration`. */
  constructor(system: System<N>, options: ExploreOptions<N>) {
    this.options = readExploreOptions(system, options)
    this.written = Object.freeze({ ...options }) as ExploreOptions
    this.system = system
    this.name = this.options.name ?? system.name
    const { most, kinds, targets, withinMs, ranges, periodic } = this.options
    const asked = { most, kinds, targets, withinMs, ranges, periodic }
    this.space = checkedSpace(system, asked, { written: options, where: 'explore' })
    Object.freeze(this)
  }

  /** Whether something is an exploration, be it of another copy of the package. */
  static isOne(value: unknown): value is Exploration {
    return typeof value === 'object' && value !== null && mark in value
  }

  /**
   * The same exploration with the classes of this copy of the package. A file that is CommonJS gets
   * the package as CommonJS, whose classes are others.
   */
  static ours(given: Exploration): Exploration {
    if (given instanceof Exploration) return given
    const { system, written } = given as Exploration
    return new Exploration(System.ours(system), written)
  }

  /**
   * The same exploration but for some of its options.
   *
   * @param options instead of those that were written
   * @throws UsageError with every mistake in them
   * @example
   * const longer = exploration(shop, {
   *   for: '1m',
   *   holds: run => expect(run).toStayAvailable('99%'),
   * }).with({ runs: 2_000 })
   */
  with(options: Partial<ExploreOptions>): Exploration<N> {
    const all = { ...this.written, ...options } as ExploreOptions<N>
    return new Exploration<N>(this.system, all)
  }

  /**
   * Asks what must hold of every run.
   *
   * @throws what the goal throws; an AssertionError where it returns false or asks the run nothing;
   * a TypeError where it returns what is no answer
   * @example
   * const careful = exploration(shop, {
   *   for: '1m',
   *   holds: run => expect(run).toStayAvailable('60%'),
   * })
   * careful.holds(simulate(shop, { for: '1m' }))
   */
  holds(run: Run<N>): void {
    const { holds, recovers } = this.options
    if (recovers === undefined) insistOn(run, holds)
    else insist(holds(run))
  }

  /**
   * Asks what must hold again once every fault is over; nothing if nothing was declared.
   *
   * @param calm from when the system is to have recovered to the end of the run
   * @throws what the goal throws; an AssertionError where it returns false or asks the run nothing;
   * a TypeError where it returns what is no answer
   * @example
   * const healing = exploration(shop, {
   *   for: '1m',
   *   holds: run => expect(run).toStayAvailable('60%'),
   *   recovers: (run, calm) => expect(run).toStayAvailable('99%', calm),
   * })
   * healing.recovers(simulate(shop, { for: '1m' }), { between: ['50s', '60s'] })
   */
  recovers(run: Run<N>, calm: Window): void {
    const { recovers } = this.options
    if (recovers !== undefined) insistOn(run, asked => recovers(asked, calm))
  }

  /**
   * When a run counts as recovered: `settle` after its last fault, at an edge of its numbers.
   *
   * @returns milliseconds from the beginning of the run
   */
  calmFrom(lastFaultEndsMs: Ms): Ms {
    return calmFrom(lastFaultEndsMs, this.options, this.system)
  }
}

/**
 * Declares an exploration, for the command line and for worker processes, which import the file it
 * is the default export of.
 *
 * @param system declared with `system`
 * @param options what may go wrong, for how long to play, and what must hold
 * @throws UsageError with every mistake in the options
 * @example
 * export default exploration(shop, {
 *   for: '1m',
 *   most: 2,
 *   holds: run => expect(run).toStayAvailable('99%'),
 * })
 */
export function exploration<N extends Names>(
  system: System<N>,
  options: ExploreOptions<NoInfer<N>>,
): Exploration<N> {
  return new Exploration(system, options)
}
