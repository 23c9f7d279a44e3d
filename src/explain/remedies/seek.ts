/** Seeks what would have held: tries one remedy after the other, and tells what came of each. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Origin } from '../../record/origin.ts'
import type { Run } from '../../record/run.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { Aim } from './aim.ts'
import { Bench, type Budget, CutShort } from './bench.ts'
import { attempt, check, examine, type Guard, type Setting, type Trying } from './check.ts'
import { type FoundRemedies, toldCure, type Tried, wayOf, type WithoutFault } from './found.ts'
import { better, failedIn, type FoundCure, isClean, nothing, repairsOf } from './listing.ts'
import { remediesAt } from './offers.ts'
import { cachesAsked, inOrder, isLikely, placesOn } from './order.ts'
import { ranged } from './ranges.ts'
import type { Remedy } from './remedy.ts'
import { leastOf, setsOf } from './sets.ts'
import { smallest } from './sizes.ts'
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
  readonly #cures: FoundCure[] = []
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
      repairs: repairsOf(this.#options.cause, this.#bench.origin.system),
      repaired: this.#options.cause?.instead[0]?.measured ?? '',
      cures: this.#cures.toSorted(better).map(({ cure }) => cure),
      ...failed,
      runs,
      events,
      isCutShort: this.#isCutShort,
    }
  }

  *#all(): Trying<void> {
    const { wanted, withoutFaults } = this.#options
    const calm = this.#bench.calm()
    yield
    if (typeof calm === 'string') return
    const setting = this.#settingIn(calm)
    this.#setting = setting
    if (withoutFaults) yield* this.#leaveFaultsOut(setting)
    const { cause } = this.#options
    const all = this.#remedies(calm)
    const likely = all.filter(remedy => isLikely(remedy, cause))
    let lesser = 0
    for (const remedy of likely) {
      if (this.#cures.filter(isClean).length >= wanted || lesser > AFTER_LESSER) return
      if (this.#cures.length >= wanted) lesser++
      yield* this.#try(setting, remedy)
    }
    for (const remedy of all.filter(other => !likely.includes(other))) {
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
    const [broken, steady] = [aim.of(bench.run), steadyOf(calm, aim)]
    return { bench, aim, broken, calm: steady, guards, seeds, known: new Map() }
  }

  #remedies(calm: Run): Remedy[] {
    const { run, origin } = this.#bench
    const { cause } = this.#options
    const { system } = origin
    const known = cause === undefined ? [] : placesOn(cause)
    const caches = cachesAsked(system, known)
    const places = [...new Set([...known, ...caches, ...suspectsIn(run, calm, origin.faults)])]
    const all = remediesAt({ system, calm, run }, new Set([...places, system.name]))
    const useful = all.filter(remedy => !remedy.every(({ isIdle }) => isIdle === true))
    return inOrder(useful, { places, known: known.length, cause })
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
    if (this.#tried.some(tried => isMoreOfNothing(remedy, tried, setting))) return
    const first = yield* attempt(setting, remedy)
    if (first.is !== 'holding') {
      this.#tried.push({ remedy, outcome: first })
      return
    }
    const least = yield* leastOf(setting, remedy)
    const best = yield* this.#ranged(setting, least)
    const smaller = yield* this.#smaller(setting, best.remedy)
    for (const one of new Set([smaller, best.remedy, least, remedy])) {
      const outcome = yield* one === remedy ? examine(setting, first.tested) : check(setting, one)
      this.#tried.push({ remedy: one, outcome })
      if (outcome.is !== 'cure') continue
      const cure = toldCure({ remedy: one, outcome }, setting, best.range)
      this.#cures.push({ cure, remedy: one })
      return
    }
  }

  /** A cure is told even if there is no budget left for its range. */
  *#ranged(setting: Setting, remedy: Remedy): ReturnType<typeof ranged> {
    const { rangeSteps, seeds } = this.#options
    const isRoom = this.#bench.hasRoomFor(rangeSteps + seeds + setting.guards.length + FOR_CURE)
    return isRoom ? yield* ranged(setting, remedy, rangeSteps) : { remedy, range: undefined }
  }

  /** A cure is told even if there is no budget left for a smaller one. */
  *#smaller(setting: Setting, remedy: Remedy): Trying<Remedy> {
    const others = this.#options.seeds + setting.guards.length
    const isRoom = this.#bench.hasRoomFor(FOR_CURE + 2 * others)
    return isRoom ? yield* smallest(setting, remedy, this.#tried) : remedy
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

/** So many are tried after one that turns some away, or stands in, was found. */
const AFTER_LESSER = 8
/** So many runs a cure takes besides those of other seeds and faults. */
const FOR_CURE = 4

/** Whether there would be more of that of which more has done nothing. */
function isMoreOfNothing(remedy: Remedy, tried: Tried, { broken }: Setting): boolean {
  const [{ grows, place }] = remedy
  const [had] = tried.remedy
  if (remedy.length > 1 || grows === undefined || had.grows !== grows || had.place !== place) {
    return false
  }
  const { outcome } = tried
  return outcome.is !== 'insufficient' || wayOf(outcome.standing.lack, broken.lack) <= NOTICED
}

/** Whether one remedy is part of another. */
const isWithin = (less: Remedy, remedy: Remedy): boolean =>
  less.every(({ kind, place }) => remedy.some(had => had.kind === kind && had.place === place))
