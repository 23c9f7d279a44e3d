/** A survey under way: what was played, and what came of it. */
import type { System } from '../../declare/index.ts'
import type { Fault } from '../../faults/fault.ts'
import { type Protection, protectionsOf } from '../../judge/protections.ts'
import { surveyText } from '../../report/survey-text.ts'
import { type Others, playSeries, withThreads } from '../series/series.ts'
import { examplesOf } from '../space/examples.ts'
import type { FaultSpace } from '../space/space.ts'
import {
  criticalIn,
  cutSetsOf,
  type Outcome,
  type Survey,
  type SurveyCell,
  type SurveyPair,
  isOpenEnded,
} from './found.ts'
import type { ReadSurveyOptions } from './options.ts'
import { pairsOf } from './pairs.ts'
import { Changes, isOpen, type Trial } from './changes.ts'
import { calm, type ProbeData, type Probed, probesData, probing } from './probe.ts'
import { worded } from '../../declare/worded.ts'

/** Plays every fault that fits, and keeps what comes of it. */
export class Surveying {
  readonly #system: System
  readonly #options: ReadSurveyOptions
  readonly #cells = new Map<string, SurveyCell>()
  readonly #pairs: SurveyPair[] = []
  readonly #protections: readonly Protection[]
  /** Those that had anything to do so far, by their places in the list. */
  readonly #worked = new Set<number>()
  #changes: Changes | undefined
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
    const job = () => ({
      work: 'survey' as const,
      setup: probesData(this.#system, this.#options),
    })
    return withThreads(this.#options.threads, job, others => this.#faulty(others))
  }

  /** Plays it with faults, one at a time and then in pairs. */
  async #faulty(others: Others): Promise<boolean> {
    const { space, pairs } = this.#options
    const singles = [...this.#affordable(singlesOf(space))]
    const isStopped = await this.#probe(singles, others, ([fault], outcome) =>
      this.#note(fault, outcome),
    )
    if (isStopped) return true
    const both = pairs ? [...this.#affordable(pairsOf(space, this.#inOrder))] : []
    this.#planned = this.#runs + both.length
    const noted = (faults: SurveyPair['faults'], outcome: Outcome): void =>
      void this.#pairs.push({ faults, ...outcome })
    if (await this.#probe(both, others, noted)) return true
    return this.#options.changes && this.#change(others)
  }

  /** Tries which one change mends most. */
  async #change(others: Others): Promise<boolean> {
    const changes = new Changes(this.#system, this.#inOrder)
    this.#changes = changes
    const lookedAt = [...this.#affordable(changes.lookedAt)]
    this.#planned = this.#runs + lookedAt.length
    const isStopped = await playSeries({
      variants: lookedAt,
      play: faults => changes.look(faults, this.#options),
      take: events => this.#count(events),
      signal: this.#options.signal,
    })
    if (isStopped || this.#isCutShort) return isStopped
    const first = await this.#try(changes.firstTrials(), others)
    return first || this.#try(changes.finalTrials(), others)
  }

  #try(all: Iterable<Trial>, others: Others): Promise<boolean> {
    const trials = [...this.#affordable(all)]
    this.#planned = this.#runs + trials.length
    const faultsIn = ({ fault }: Trial): readonly Fault[] => (fault === undefined ? [] : [fault])
    const series = {
      variants: trials,
      isWanted: isOpen,
      play: (trial: Trial) => probing(trial.candidate.system, this.#options)(faultsIn(trial)),
      packed: (trial: Trial): ProbeData => ({
        faults: faultsIn(trial).map(fault => fault.toJSON()),
        change: { place: trial.candidate.place, system: trial.candidate.system.toJSON() },
      }),
      take: ({ outcome, events }: Probed, { candidate, fault }: Trial) => {
        candidate.said.set(fault, outcome.verdict)
        this.#count(events)
      },
      signal: this.#options.signal,
    }
    return playSeries(series, others)
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
    others: Others,
    note: (faults: V, outcome: Outcome) => void,
  ): Promise<boolean> {
    const series = {
      variants,
      play: probing(this.#system, this.#options),
      packed: (faults: V): ProbeData => ({ faults: faults.map(fault => fault.toJSON()) }),
      take: ({ outcome, events, worked }: Probed, faults: V) => {
        for (const place of worked) this.#worked.add(place)
        note(faults, outcome)
        this.#count(events)
      },
      signal: this.#options.signal,
    }
    return playSeries(series, others)
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
      changes: this.#changes?.found() ?? [],
      seed: this.#options.seed,
      runs: this.#runs,
      events: this.#events,
      isCutShort: this.#isCutShort,
      isStopped,
    }
    const all = { ...known, ...this.#verdict(isStopped) }
    return worded(all, surveyText(all, this.#system.name))
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
    const open = all.find(isOpenEnded)
    if (open !== undefined) return open.because
    if (all.some(({ verdict }) => verdict === 'held')) return ''
    return all[0]?.because ?? 'nothing was played'
  }
}

function* singlesOf(space: FaultSpace): Generator<readonly [Fault]> {
  for (const fault of examplesOf(space)) yield [fault]
}

/** From bad to worse: touched nothing, held, nobody knows, broken; then the less room the worse. */
function badness(outcome: Outcome): number {
  const { verdict, margin } = outcome
  if (isOpenEnded(outcome)) return 1e11
  if (verdict === 'unknown') return -Infinity
  return (verdict === 'broken' ? 1e12 : 0) - (margin?.share ?? 0)
}
