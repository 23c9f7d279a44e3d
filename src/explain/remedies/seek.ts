/** Seeks what would have held: tries one remedy after the other, and tells what came of each. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Origin } from '../../record/origin.ts'
import type { Run } from '../../record/run.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { Aim } from './aim.ts'
import { Bench, type Budget, CutShort } from './bench.ts'
import { check, type Guard, type Setting, type Trying } from './check.ts'
import {
  type Cure,
  type FailedRemedy,
  type FoundRemedies,
  told,
  toldCure,
  type Tried,
  wayOf,
  type WithoutFault,
} from './found.ts'
import { remediesAt } from './offers.ts'
import { cachesAsked, inOrder, placesOn } from './order.ts'
import { ranged } from './ranges.ts'
import { priceOf, type Remedy } from './remedy.ts'
import { leastOf, setsOf } from './sets.ts'
import { steadyOf } from './steady.ts'
import { suspectsIn } from './suspects.ts'

/** What to seek, and how long. */
export type SeekOptions = {
  readonly budget: Budget
  /** After so many remedies that hold nothing more is tried. */
  readonly wanted: number
  /** With how many other seeds a remedy must hold. */
  readonly seeds: number
  /** How many values are tried in each direction to tell a range. */
  readonly rangeSteps: number
  /** Whether the run is played without each fault. */
  readonly withoutFaults: boolean
  /** Other faults, and what must hold with them. */
  readonly others?: readonly {
    readonly faults: readonly Fault[]
    readonly goals: readonly Goal[]
  }[]
  /** What is known of the cause. */
  readonly cause?: Diagnosis | undefined
}

/** A search for remedies, which can be left at any run. */
export class Seeking {
  readonly #bench: Bench
  readonly #aim: Aim
  readonly #options: SeekOptions
  readonly #tried: Tried[] = []
  readonly #cures: { readonly cure: Cure; readonly remedy: Remedy }[] = []
  readonly #withoutFaults: WithoutFault[] = []
  #setting: Setting | undefined
  #isCutShort = false

  /**
   * @param run in which the goals were missed
   * @param goals what must hold
   */
  constructor(run: Run, goals: readonly Goal[], options: SeekOptions) {
    const origin = run.origin as Origin<System, Fault>
    this.#bench = new Bench(run, origin, options.budget)
    this.#aim = new Aim(goals, run)
    this.#options = options
  }

  /** Whether there is anything to mend. */
  get verdict(): 'broken' | 'held' | 'unknown' {
    return this.#aim.of(this.#bench.run).is
  }

  /** How many runs were played. */
  get runs(): number {
    return this.#bench.runs
  }

  /** Plays, and gives way after each run. */
  *steps(): Trying<void> {
    try {
      yield* this.#all()
    } catch (error) {
      if (!(error instanceof CutShort)) throw error
      this.#isCutShort = true
    }
  }

  /** What is known by now. */
  get found(): FoundRemedies {
    const { runs, events, run } = this.#bench
    const failed = this.#setting === undefined ? nothing : failedIn(this.#tried, this.#setting)
    return {
      measured: this.#aim.of(run).measured,
      withoutFaults: this.#withoutFaults,
      cures: this.#cures
        .toSorted((a, b) => priceOf(a.remedy) - priceOf(b.remedy))
        .map(({ cure }) => cure),
      ...failed,
      runs,
      events,
      isCutShort: this.#isCutShort,
    }
  }

  *#all(): Trying<void> {
    const { wanted, withoutFaults } = this.#options
    const calm = this.#bench.play({ faults: [] })
    yield
    if (typeof calm === 'string') return
    const setting = this.#settingIn(calm)
    this.#setting = setting
    if (withoutFaults) yield* this.#leaveFaultsOut(setting)
    for (const remedy of this.#remedies(calm)) {
      if (this.#cures.length >= wanted) return
      yield* this.#try(setting, remedy)
    }
    if (this.#cures.length > 0) return
    for (const remedy of setsOf(this.#helpful(setting))) {
      yield* this.#try(setting, remedy)
      if (this.#cures.length > 0) return
    }
  }

  #settingIn(calm: Run): Setting {
    const [aim, bench] = [this.#aim, this.#bench]
    const { others = [], seeds } = this.#options
    const guards = others.map(
      ({ faults, goals }): Guard => ({ faults, aim: new Aim(goals, bench.run) }),
    )
    return { bench, aim, broken: aim.of(bench.run), calm: steadyOf(calm, aim), guards, seeds }
  }

  #remedies(calm: Run): Remedy[] {
    const { run, origin } = this.#bench
    const { cause } = this.#options
    const known = cause === undefined ? [] : placesOn(cause)
    const caches = cachesAsked(origin.system, known)
    const places = [...new Set([...known, ...caches, ...suspectsIn(run, calm, origin.faults)])]
    const all = new Set([...places, origin.system.name])
    return inOrder(remediesAt(origin.system, calm, all), { places, known: known.length, cause })
  }

  *#leaveFaultsOut({ bench, aim }: Setting): Trying<void> {
    const { faults } = bench.origin
    for (const fault of faults) {
      const run = bench.play({ faults: faults.filter(other => other !== fault) })
      yield
      if (typeof run === 'string') continue
      const { is, margin, measured } = aim.of(run)
      this.#withoutFaults.push({ fault, holds: is === 'held', margin, measured })
    }
  }

  *#try(setting: Setting, remedy: Remedy): Trying<void> {
    if (this.#cures.some(({ remedy: less }) => isWithin(less, remedy))) return
    const outcome = yield* check(setting, remedy)
    this.#tried.push({ remedy, outcome })
    if (outcome.is !== 'cure') return
    const least = yield* leastOf(setting, remedy)
    const again = least === remedy ? outcome : yield* check(setting, least)
    const cure = again.is === 'cure' ? { remedy: least, outcome: again } : { remedy, outcome }
    const { range, ...best } = yield* this.#ranged(setting, cure)
    this.#cures.push({ cure: toldCure(best, setting, range), remedy: best.remedy })
  }

  /** A cure is told even if there is no budget left for its range. */
  *#ranged(setting: Setting, cure: Parameters<typeof ranged>[1]): ReturnType<typeof ranged> {
    try {
      return yield* ranged(setting, cure, this.#options.rangeSteps)
    } catch (error) {
      if (error instanceof CutShort) return { ...cure, range: undefined }
      throw error
    }
  }

  /** What made it better, the best first. */
  #helpful({ broken }: Setting): Remedy[] {
    return this.#tried
      .flatMap(({ remedy, outcome }) => {
        const isPart = outcome.is === 'insufficient'
        const way = isPart ? wayOf(outcome.standing.lack, broken.lack) : 0
        return way > NOTICED ? [{ remedy, way }] : []
      })
      .sort((a, b) => b.way - a.way)
      .map(({ remedy }) => remedy)
  }
}

/** By less than this much of the way nothing has helped. */
const NOTICED = 0.02

const nothing: Pick<FoundRemedies, 'insufficient' | 'harmful'> = { insufficient: [], harmful: [] }

/** What did not do, the best first. */
function failedIn(tried: readonly Tried[], setting: Setting): typeof nothing {
  const [insufficient, harmful]: [FailedRemedy[], FailedRemedy[]] = [[], []]
  for (const { remedy, outcome } of tried) {
    if (outcome.is === 'insufficient') {
      const said = told({ remedy, outcome }, setting)
      insufficient.push({ ...said, why: 'is not enough' })
    } else if (outcome.is === 'harmful') {
      harmful.push({ ...told({ remedy, outcome }, setting), why: outcome.why })
    }
  }
  insufficient.sort((a, b) => b.ofTheWay - a.ofTheWay)
  return { insufficient, harmful }
}

/** Whether one remedy is part of another. */
const isWithin = (less: Remedy, remedy: Remedy): boolean =>
  less.every(({ kind, place }) => remedy.some(had => had.kind === kind && had.place === place))
