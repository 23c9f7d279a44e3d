/** A run of a declared system with one seed, taken step by step, which hands over the recording. */
import type { Names, System } from '../declare/index.ts'
import type { RealCode } from '../declare/real-code.ts'
import type { Goal } from '../judge/goals/goal.ts'
import { Agenda } from '../kernel/agenda.ts'
import { ShuffledAgenda } from '../kernel/shuffled-agenda.ts'
import { type Duration, durationMs, type Ms } from '../kernel/units.ts'
import { defaultResolutionMs, TimeGrid } from '../record/grid.ts'
import { Recording } from '../record/recording.ts'
import type { Origin } from '../record/origin.ts'
import { Run } from '../record/run.ts'
import { seal } from '../record/seal.ts'
import type { Component } from '../world/handling/component.ts'
import { World } from '../world/world.ts'
import { codeIn, inOrder, readied, standstillsIn } from './code.ts'
import { Changes } from './changes/changes.ts'
import { wire } from './compile.ts'
import { checkConservation } from './conservation.ts'
import { faultsOf, settle, type SetUp } from './faults/faults.ts'
import { cutsFor, planned, spareCutsFor } from './faults/plans.ts'
import { tooLate, tooManyEvents } from './given-up.ts'
import { readOptions } from './options.ts'
import { Questions } from './questions.ts'
import { detailOf, originOf, type Replay } from './origin.ts'
import { insistOnRoom } from './room.ts'
import { chooseSeed, orderOf } from './seed.ts'
import type { RunGiven, SimulateOptions } from './simulate-options.ts'
import { unsteadyIn } from './steady-state.ts'
import { refuse, untestedIn, warningsLater } from './warnings.ts'

/** A run under way, taken step by step. `simulate` takes one to its end at once. */
export class Simulation<N extends Names = Names> {
  readonly #world: World
  readonly #grid: TimeGrid
  readonly #eventLimit: number
  readonly #realWaitMs: Ms | undefined
  readonly #strict: boolean | undefined
  readonly #faults: readonly SetUp[]
  readonly #changes: Changes
  /** Whose declaration is warned of, unless it has been already. */
  readonly #warnsOf: System | undefined
  readonly #steadyState: readonly Goal[]
  readonly #origin: Origin
  readonly #explains: boolean
  readonly #questions: Questions
  readonly #components: ReadonlyMap<string, Component>
  /** The code that takes part, if any: then only who plays it takes steps. */
  readonly #code: RealCode | undefined
  #isPlaying = false
  #run: Run<N> | undefined

  /** Use the word `start`. */
  constructor(
    system: System<N>,
    options: SimulateOptions<N['target']>,
    { seedFrom, cuts = [], isDetailed = false, isAgain = false, arrays }: RunGiven = {},
  ) {
    const read = readOptions(system, options)
    const { forMs, resolutionMs, traceShare, eventLimit, strict, ties } = read
    const chosen = chooseSeed(read.seed)
    const context = { system: system.data, seed: chosen.seed, horizonMs: forMs }
    const plans = planned(read.faults, read.rules, context)
    const stepMs = resolutionMs ?? defaultResolutionMs(forMs, system.data.parts.size)
    const changes = (this.#changes = new Changes(system, read.changes, isAgain))
    const timed = [...plans, ...changes.plans]
    const grid = new TimeGrid(forMs, stepMs, [...cuts, ...cutsFor(timed)], spareCutsFor(timed))
    insistOnRoom(grid, system.data)
    const from = seedFrom && { seedFrom }
    const identity = { system: system.name, ...chosen, ...from, ...(ties !== 'fifo' && { ties }) }
    const shuffled = ties === 'fifo' ? null : new ShuffledAgenda(orderOf(ties, system.name))
    const agenda = shuffled ?? new Agenda()
    const kept = { arrays, ...(isDetailed && { clock: agenda }) }
    this.#world = new World(new Recording(identity, grid, kept), traceShare, agenda)
    this.#grid = grid
    this.#eventLimit = eventLimit
    this.#strict = strict
    const wired = wire(system.data, this.#world, changes)
    this.#warnsOf = isAgain ? undefined : system
    const scene = { system: system.data, wired, world: this.#world, ...read }
    this.#faults = faultsOf(plans, changes.within(scene), scene)
    shuffled?.shuffle()
    this.#components = wired.components
    this.#questions = new Questions(read.ask, wired.components, this.#world.recording)
    for (const source of wired.sources) source.start()
    this.#steadyState = read.steadyState ?? []
    this.#code = codeIn(system.data)
    this.#realWaitMs = read.realWaitMs
    const made = { system, options, identity, grid }
    this.#origin = originOf(made, replay)
    this.#world.recording.detail = detailOf(made, cuts, replay)
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

  /** Whether its code may wait for something real, for which it has to be awaited. */
  get mayWait(): boolean {
    return this.#code !== undefined && this.#realWaitMs !== undefined
  }

  /** Whether load has ended and every request with it. */
  get isDone(): boolean {
    const { agenda, openRequests } = this.#world
    return openRequests === 0 && agenda.nextAt >= this.#grid.horizonMs
  }

  /**
   * Fires the next event.
   *
   * @returns false when the run is done
   * @throws UsageError when that is one event too many
   */
  step(): boolean {
    if (this.#code === undefined || this.#isPlaying) return this.#step()
    let isLeft = false
    let isTaken = false
    this.#playNow(() => !isTaken && (isTaken = isLeft = this.#step()))
    return isLeft
  }

  #step(): boolean {
    if (this.isDone) return false
    const { agenda, recording } = this.#world
    if (agenda.fired < this.#eventLimit) return agenda.step()
    throw tooManyEvents(this.#eventLimit, this.now, recording.identity.system)
  }

  /** Fires every event before a moment. */
  runUntil(moment: Duration): void {
    const until = durationMs(moment)
    const { agenda } = this.#world
    if (this.#code === undefined || this.#isPlaying) {
      agenda.run(Math.min(until, this.#grid.horizonMs), this.#eventLimit)
      while (agenda.nextAt < until && this.#step());
    } else {
      this.#playNow(() => agenda.nextAt < until && this.#step())
    }
    this.recording.events = agenda.fired
  }

  /** With code between the events, if there is a turn of the event loop for it. */
  #playNow(step: () => boolean): void {
    this.#isPlaying = true
    try {
      ;(this.#code as RealCode).playNow(step)
    } finally {
      this.#isPlaying = false
    }
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

  /**
   * Goes on to a moment, and lets load end there: from then on this is the run for so long.
   *
   * @param moment where numbers of the run begin or end, such as a whole step of its `resolution`
   * @returns the finished run, the same each time
   * @throws UsageError for a moment that is none of these or has passed, and as `finish` does
   */
  finishAt(moment: Duration): Run<N> {
    const at = durationMs(moment)
    if (this.now > at) throw tooLate(this.now, at)
    if (this.#run === undefined) this.#grid.endAt(at)
    return this.finish()
  }

  /**
   * Goes on to the end, with whatever code takes part: what it leaves to be done later is done
   * between two events.
   *
   * @returns the finished run, the same each time
   * @throws UsageError as `finish` does, and what code did not catch
   * @example
   * const run = await start(shop, { for: '1m' }).play()
   */
  async play(): Promise<Run<N>> {
    if (this.#code === undefined || this.#run !== undefined) return this.finish()
    const system = this.#origin.system as System
    return inOrder(system, () => this.#play(system))
  }

  async #play(system: System): Promise<Run<N>> {
    await readied(system)
    this.#isPlaying = true
    return (this.#code as RealCode).play({
      step: () => this.#step(),
      finish: () => {
        const run = this.finish() // nothing is left to be played: only to be summed up
        this.#isPlaying = false
        return run
      },
      realWaitMs: this.#realWaitMs,
    })
  }

  #finish(): Run<N> {
    const { horizonMs } = this.#grid
    this.runUntil(horizonMs)
    if (this.#code === undefined || this.#isPlaying) while (this.#step());
    else this.#playNow(() => this.#step())
    const { recording } = this
    const { agenda, calls } = this.#world
    recording.settle(Math.max(agenda.now, horizonMs))
    calls.settle(recording.endedAt)
    recording.events = agenda.fired
    checkConservation(recording, calls.underWay)
    const untested = [...untestedIn(this.#faults, horizonMs), ...this.#changes.unmade(horizonMs)]
    refuse(untested, this.#strict)
    const still = this.#code === undefined ? [] : standstillsIn(this.#components)
    recording.findWarnings = warningsLater(recording, { untested, still }, this.#warnsOf)
    this.#questions.askLast()
    const run = new Run<N>(recording, this.#explains ? this.#origin : undefined)
    recording.unsteady = unsteadyIn(run, this.#steadyState, this.#origin)
    seal(recording)
    return run
  }
}

const replay: Replay = (system, options, given) => new Simulation(system, options, given)
