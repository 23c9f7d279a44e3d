/** Runs a declared system with one seed, at once or step by step, and hands over the recording. */
import type { LintFinding } from '../declare/lint/finding.ts'
import type { Names, System } from '../declare/index.ts'
import type { Fault } from '../faults/fault.ts'
import type { Rule } from '../faults/rule.ts'
import type { Goal } from '../judge/goals/goal.ts'
import { Agenda } from '../kernel/agenda.ts'
import { UsageError } from '../kernel/errors.ts'
import { ShuffledAgenda } from '../kernel/shuffled-agenda.ts'
import { type Duration, durationMs, formatMs, type Ms, type Share } from '../kernel/units.ts'
import { defaultResolutionMs, TimeGrid } from '../record/grid.ts'
import { Recording, type RunIdentity, type Ties } from '../record/recording.ts'
import type { Origin } from '../record/origin.ts'
import { Run } from '../record/run.ts'
import { unhandledSentences } from '../record/unhandled.ts'
import { seal } from '../record/seal.ts'
import { World } from '../world/world.ts'
import { wire } from './compile.ts'
import { checkConservation } from './conservation.ts'
import { faultsOf, settle, type SetUp } from './faults/faults.ts'
import { cutsFor, planned, spareCutsFor } from './faults/plans.ts'
import { readOptions } from './options.ts'
import { detailOf, originOf, type Replay } from './origin.ts'
import { insistOnRoom } from './room.ts'
import { chooseSeed, orderOf } from './seed.ts'
import { type SteadyState, unsteadyIn } from './steady-state.ts'
import { declaredSentence, refuse, sentenceOf, untestedIn } from './warnings.ts'

/** What a run is given besides the system. */
export type SimulateOptions<Target extends string = string> = {
  /** How long load is offered. Then requests under way are seen to their end. */
  readonly for: Duration
  /** What goes wrong, and when. Default: nothing. */
  readonly faults?: readonly Fault<Target>[] | undefined
  /** How failure is assumed to spread, beside what emerges. Default: not at all. */
  readonly rules?: readonly Rule<Target>[] | undefined
  /** How often conditions are looked at, first at 0. Default 100 ms. */
  readonly lookEvery?: Duration | undefined
  /**
   * Whether a fault that tested nothing is an error, or a warning of the run. Default: an error if
   * it begins at a time that was written down, a warning if chance, a condition or a machine had
   * it begin; true for all, false for none.
   */
  readonly strict?: boolean | undefined
  /** Default: the environment variable `GAMEDAY_SEED`, or else `'1'`. */
  readonly seed?: string | number | undefined
  /**
   * Which of several events at the same moment comes first: the one that was planned first
   * (`'fifo'`), or in an order that is drawn from a whole number, another for each. What a fault or
   * a condition does then comes before all of them, and nothing before its cause. Default `'fifo'`.
   */
  readonly ties?: Ties | undefined
  /** The steps of time in which numbers are kept. Default: at most 240 in all. */
  readonly resolution?: Duration | undefined
  /** Whether to keep the journeys of requests: all (`true`), none, or a share. Default false. */
  readonly trace?: boolean | Share | undefined
  /** After so many events the run is given up with an error. Default 100 million. */
  readonly eventLimit?: number | undefined
  /**
   * Whether the message of a goal that failed plays the run again, to tell why it failed and what
   * would have held. Nothing is played while goals hold. Default true, unless the environment
   * variable `GAMEDAY_EXPLAIN` is `off`.
   */
  readonly explain?: boolean | undefined
  /**
   * What must hold without faults, on the same seed: one goal or several. Where it does not,
   * nothing can be said of the faults: goals and matchers are unknown. Default: nothing.
   */
  readonly steadyState?: SteadyState | undefined
}

/** What the package itself says of a run. */
export type RunGiven = {
  /** Who chose the seed, where it is not the caller. */
  readonly seedFrom?: RunIdentity['seedFrom'] | undefined
  /** Further edges of the numbers: those of a run that this one is compared with. */
  readonly cuts?: readonly Ms[] | undefined
  /** Whether times are kept by how and when they ended, too. */
  readonly isDetailed?: boolean | undefined
}

/** A run under way, taken step by step. `simulate` takes one to its end at once. */
export class Simulation<N extends Names = Names> {
  readonly #world: World
  readonly #horizonMs: Ms
  readonly #eventLimit: number
  readonly #strict: boolean | undefined
  readonly #faults: readonly SetUp[]
  readonly #declared: readonly LintFinding[]
  readonly #steadyState: readonly Goal[]
  readonly #origin: Origin
  readonly #explains: boolean
  #run: Run<N> | undefined

  /** Use the word `start`. */
  constructor(
    system: System<N>,
    options: SimulateOptions<N['target']>,
    { seedFrom, cuts = [], isDetailed = false }: RunGiven = {},
  ) {
    const read = readOptions(system, options)
    const { forMs, resolutionMs, traceShare, eventLimit, strict, ties } = read
    const chosen = chooseSeed(read.seed)
    const context = { system: system.data, seed: chosen.seed, horizonMs: forMs }
    const plans = planned(read.faults, read.rules, context)
    const stepMs = resolutionMs ?? defaultResolutionMs(forMs, system.data.parts.size)
    const grid = new TimeGrid(forMs, stepMs, [...cuts, ...cutsFor(plans)], spareCutsFor(plans))
    insistOnRoom(grid, system.data)
    const from = seedFrom && { seedFrom }
    const identity = { system: system.name, ...chosen, ...from, ...(ties !== 'fifo' && { ties }) }
    const shuffled = ties === 'fifo' ? null : new ShuffledAgenda(orderOf(ties, system.name))
    const agenda = shuffled ?? new Agenda()
    const recording = new Recording(identity, grid, isDetailed ? agenda : undefined)
    this.#world = new World(recording, traceShare, agenda)
    this.#horizonMs = forMs
    this.#eventLimit = eventLimit
    this.#strict = strict
    const wired = wire(system.data, this.#world, forMs)
    this.#declared = system.warnings
    this.#faults = faultsOf(plans, { system: system.data, wired, world: this.#world, ...read })
    shuffled?.shuffle()
    for (const source of wired.sources) source.start()
    this.#steadyState = read.steadyState ?? []
    const made = { system, options, identity, grid }
    this.#origin = originOf(made, replay)
    recording.detail = detailOf(made, cuts, replay)
    this.#explains = read.explain
  }

  /** The virtual time, in milliseconds. */
  get now(): Ms {
    return this.#world.agenda.now
  }

  /** What was recorded until now; it is whole once the run is done. */
  get recording(): Recording {
    settle(this.#faults)
    return this.#world.recording
  }

  /** Whether load has ended and every request with it. */
  get isDone(): boolean {
    const { agenda, openRequests } = this.#world
    return openRequests === 0 && agenda.nextAt >= this.#horizonMs
  }

  /**
   * Fires the next event.
   *
   * @returns false when the run is done
   * @throws UsageError when that is one event too many
   */
  step(): boolean {
    if (this.isDone) return false
    if (this.#world.agenda.fired >= this.#eventLimit) throw this.#tooManyEvents()
    return this.#world.agenda.step()
  }

  /** Fires every event before a moment. */
  runUntil(moment: Duration): void {
    const until = durationMs(moment)
    const { agenda } = this.#world
    agenda.run(Math.min(until, this.#horizonMs), this.#eventLimit)
    while (agenda.nextAt < until && this.step());
    this.recording.events = agenda.fired
  }

  /**
   * Goes on to the end.
   *
   * @returns the finished run, the same each time
   * @throws UsageError at the limit of events, or when a fault tested nothing (see `strict`)
   */
  finish(): Run<N> {
    return (this.#run ??= this.#finish())
  }

  #finish(): Run<N> {
    this.runUntil(this.#horizonMs)
    while (this.step());
    const { recording } = this
    const { agenda, calls } = this.#world
    recording.settle(Math.max(agenda.now, this.#horizonMs))
    calls.settle(recording.endedAt)
    recording.events = agenda.fired
    checkConservation(recording, calls.underWay)
    const untested = untestedIn(this.#faults, this.#horizonMs)
    refuse(untested, this.#strict)
    const sentences = [
      ...untested.map(sentenceOf),
      ...unhandledSentences(recording),
      ...this.#declared.map(declaredSentence),
    ]
    recording.warnings.push(...new Set(sentences))
    const run = new Run<N>(recording, this.#explains ? this.#origin : undefined)
    recording.unsteady = unsteadyIn(run, this.#steadyState, this.#origin)
    seal(recording)
    return run
  }

  #tooManyEvents(): UsageError {
    return new UsageError({
      what: `the run took ${this.#eventLimit} events and got to ${formatMs(this.now)} only`,
      where: `simulate, system "${this.#world.recording.identity.system}"`,
      fix: 'offer less load, shorten `for`, or raise `eventLimit`; an endless loop of retries?',
    })
  }
}

const replay: Replay = (system, options, given) => new Simulation(system, options, given)

/**
 * Plays a system under load, with faults, on virtual time. The same system, options and seed give
 * the same run, byte for byte.
 *
 * @param system declared with `system`
 * @param options how long, and what goes wrong
 * @returns the run, which answers questions and is judged by matchers
 * @throws UsageError for mistakes in the options, when the run takes too many events, and when a
 * fault tested nothing that begins at a time that was written down (see `strict`)
 * @example
 * const slowDb = slow('db', { by: '2s' }).at('60s').for('30s')
 * const run = simulate(shop, { for: '3m', faults: [slowDb] })
 * console.log(run.availability({ during: slowDb }))
 */
export function simulate<N extends Names>(
  system: System<N>,
  options: SimulateOptions<NoInfer<N['target']>>,
): Run<N> {
  return new Simulation(system, options).finish()
}

/**
 * Starts a run that is taken step by step from outside.
 *
 * @param system declared with `system`
 * @param options as for `simulate`
 * @throws UsageError for mistakes in the options
 * @example
 * const simulation = start(shop, { for: '3m' })
 * simulation.runUntil('60s')
 * const run = simulation.finish()
 */
export function start<N extends Names>(
  system: System<N>,
  options: SimulateOptions<NoInfer<N['target']>>,
): Simulation<N> {
  return new Simulation(system, options)
}
