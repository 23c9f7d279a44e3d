/** Every fault that fits a system, one at a time and in pairs: what breaks its goals. */
import { deepFrozen } from '../../declare/frozen.ts'
import type { Names, System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import { type Protection, protectionsOf } from '../../judge/protections.ts'
import { surveyText } from '../../report/survey-text.ts'
import { playSeries } from '../series/series.ts'
import { examplesOf } from '../space/examples.ts'
import type { FaultSpace } from '../space/space.ts'
import {
  type CriticalComponent,
  criticalIn,
  type CutSet,
  cutSetsOf,
  type Outcome,
  type SurveyCell,
  type SurveyPair,
} from './found.ts'
import { type ReadSurveyOptions, readSurveyOptions, type SurveyOptions } from './options.ts'
import { pairsOf } from './pairs.ts'
import { calm, type Probed, probing } from './probe.ts'

/** What a survey has found. */
export type Survey = {
  /**
   * Broken if any fault breaks a goal. Unknown if no fault touched anything, the goals do not hold
   * without faults either, or not all was played and nothing broke.
   */
  readonly verdict: 'held' | 'broken' | 'unknown'
  /** Why it is unknown; empty where it is not. */
  readonly because: string
  /** What must hold, as it is written. */
  readonly goals: readonly string[]
  /** Every kind of fault at every target that it fits: by targets as declared, then by kinds. */
  readonly cells: readonly SurveyCell[]
  /** What was played two at a time; empty unless asked for. */
  readonly pairs: readonly SurveyPair[]
  /** The least that breaks a goal: first what does alone, then what does in pairs. */
  readonly cutSets: readonly CutSet[]
  /** Components that are declared to be optional and are not. */
  readonly critical: readonly CriticalComponent[]
  /** What had nothing to do in any run, so that nobody knows what it is worth. */
  readonly unexercised: readonly Protection[]
  /** The seed of every run. */
  readonly seed: string
  /** How many runs were played. */
  readonly runs: number
  /** How many events these took. */
  readonly events: number
  /** Whether there was more to play than the runs it was given. */
  readonly isCutShort: boolean
  /** Whether its signal stopped it. */
  readonly isStopped: boolean
  /** The same in words, of at most 100 columns. */
  readonly text: string
}

/**
 * Plays every fault that fits a system, each kind at each target, one at a time and on request in
 * pairs, always with the same seed: which of them break a goal, what is critical though it is
 * declared to be optional, and which protections never had anything to do. Each fault is as bad as
 * makes sense, for a quarter of the run or half of the time `within`.
 *
 * @param system declared with `system`
 * @param options how long to play, what must hold, and which faults
 * @returns what came of each, and in words
 * @throws UsageError with every mistake in the options
 * @example
 * const found = await survey(shop, {
 *   for: '10s',
 *   goals: goal.availability('99%'),
 *   kinds: ['crash', 'slow'],
 * })
 * console.log(found.text)
 */
export async function survey<N extends Names>(
  system: System<N>,
  options: SurveyOptions<NoInfer<N>>,
): Promise<Survey> {
  const read = readSurveyOptions(system, options)
  const surveying = new Surveying(system, read)
  const isStopped = await surveying.play()
  return surveying.found(isStopped)
}

/** A survey under way. */
class Surveying {
  readonly #system: System
  readonly #options: ReadSurveyOptions
  readonly #cells = new Map<string, SurveyCell>()
  readonly #pairs: SurveyPair[] = []
  readonly #protections: readonly Protection[]
  /** Those that had anything to do so far, by their places in the list. */
  readonly #worked = new Set<number>()
  #unsteady: string | undefined
  #isCutShort = false
  #runs = 0
  #events = 0
  #planned: number

  constructor(system: System, options: ReadSurveyOptions) {
    this.#system = system
    this.#options = options
    this.#protections = protectionsOf(system.data)
    const { space, runs } = options
    const singles = space.kinds.reduce((sum, kind) => sum + space.choicesOf(kind).length, 0)
    this.#planned = Math.min(runs, 1 + singles)
  }

  /** @returns whether its signal stopped it */
  async play(): Promise<boolean> {
    if (await this.#calm()) return true
    if (this.#unsteady !== undefined) return false
    const { space, pairs } = this.#options
    const singles = this.#affordable(singlesOf(space))
    const isStopped = await this.#probe(singles, ([fault], outcome) => this.#note(fault, outcome))
    if (isStopped || !pairs) return isStopped
    const both = [...this.#affordable(pairsOf(space, this.#inOrder))]
    this.#planned = this.#runs + both.length
    return this.#probe(both, (faults, outcome) => this.#pairs.push({ faults, ...outcome }))
  }

  /** Plays it without faults. */
  #calm(): Promise<boolean> {
    return playSeries({
      variants: [[]],
      play: () => calm(this.#system, this.#options),
      take: ({ unsteady, events }) => {
        this.#unsteady = unsteady
        this.#count(events)
      },
      signal: this.#options.signal,
    })
  }

  /** Plays it with some faults after the other. */
  #probe<V extends readonly Fault[]>(
    variants: Iterable<V>,
    note: (faults: V, outcome: Outcome) => void,
  ): Promise<boolean> {
    return playSeries({
      variants,
      play: probing(this.#system, this.#options),
      take: ({ outcome, events, worked }: Probed, faults) => {
        for (const place of worked) this.#worked.add(place)
        note(faults, outcome)
        this.#count(events)
      },
      signal: this.#options.signal,
    })
  }

  #count(events: number): void {
    this.#runs++
    this.#events += events
    this.#options.onProgress?.({ runs: this.#runs, of: this.#planned })
  }

  /** As many as there are runs for. */
  *#affordable<V>(all: Iterable<V>): Generator<V> {
    let left = this.#options.runs - this.#runs
    for (const each of all) {
      if (left-- <= 0) {
        this.#isCutShort = true
        return
      }
      yield each
    }
  }

  /** Of several ways to have a kind of fault the worst is kept. */
  #note(fault: Fault, outcome: Outcome): void {
    const { cause, target } = fault
    const key = JSON.stringify([cause.kind, target])
    const had = this.#cells.get(key)
    if (had !== undefined && badness(had) >= badness(outcome)) return
    this.#cells.set(key, { kind: cause.kind, target, fault, ...outcome })
  }

  /** By targets as they are declared, and by kinds. */
  get #inOrder(): readonly SurveyCell[] {
    const { targets, kinds } = this.#options.space
    const place = new Map(targets.map((target, i) => [target, i]))
    const order = new Map(kinds.map((kind, i) => [kind, i]))
    const placeOf = ({ target, kind }: SurveyCell): number =>
      (place.get(target) ?? 0) * order.size + (order.get(kind) ?? 0)
    return [...this.#cells.values()].sort((a, b) => placeOf(a) - placeOf(b))
  }

  found(isStopped: boolean): Survey {
    const cells = this.#inOrder
    const known = {
      goals: this.#options.goals.map(goal => `${goal}`),
      cells,
      pairs: this.#pairs,
      cutSets: cutSetsOf(cells, this.#pairs),
      critical: criticalIn(this.#system, cells),
      unexercised:
        cells.length === 0 ? [] : this.#protections.filter((_, i) => !this.#worked.has(i)),
      seed: this.#options.seed,
      runs: this.#runs,
      events: this.#events,
      isCutShort: this.#isCutShort,
      isStopped,
    }
    const all = { ...known, ...this.#verdict(isStopped) }
    return deepFrozen({ ...all, text: surveyText(all, this.#system.name) })
  }

  #verdict(isStopped: boolean): Pick<Survey, 'verdict' | 'because'> {
    const all: readonly Outcome[] = [...this.#cells.values(), ...this.#pairs]
    if (all.some(({ verdict }) => verdict === 'broken')) return { verdict: 'broken', because: '' }
    const because = this.#whyUnknown(all, isStopped)
    return { verdict: because === '' ? 'held' : 'unknown', because }
  }

  #whyUnknown(all: readonly Outcome[], isStopped: boolean): string {
    if (this.#unsteady !== undefined) return `without faults ${this.#unsteady}`
    if (isStopped) return 'it was stopped before all was played'
    if (this.#isCutShort) return 'there was more to play than it has runs'
    if (all.some(({ verdict }) => verdict === 'held')) return ''
    return all[0]?.because ?? 'nothing was played'
  }
}

function* singlesOf(space: FaultSpace): Generator<readonly [Fault]> {
  for (const fault of examplesOf(space)) yield [fault]
}

/** Broken is worse than held, held than unknown; and then the less room the worse. */
function badness({ verdict, margin }: Outcome): number {
  if (verdict === 'unknown') return -Infinity
  return (verdict === 'broken' ? 1e12 : 0) - (margin?.share ?? 0)
}
