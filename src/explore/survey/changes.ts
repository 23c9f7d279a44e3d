/** Which one change of the declaration would mend most of what a survey found broken. */
import type { System } from '../../declare/index.ts'
import { Simulation } from '../../engine/simulation.ts'
import { changed } from '../../declare/draft.ts'
import { linesOf } from '../../explain/remedies/lines.ts'
import { remediesAt } from '../../explain/remedies/offers.ts'
import { inOrder } from '../../explain/remedies/order.ts'
import { apply, inWords, priceOf, type Remedy } from '../../explain/remedies/remedy.ts'
import { suspectsIn } from '../../explain/remedies/suspects.ts'
import type { Fault } from '../../faults/fault.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Run } from '../../record/run.ts'
import type { Outcome, SurveyCell, SurveyChange } from './found.ts'
import type { Probing } from './probe.ts'

/** So many broken runs are looked at for where it breaks, and so many changes are tried there. */
const [MOST_LOOKED_AT, MOST_CHANGES] = [6, 24]
/** With so many faults each change is tried, and so many changes with all of them. */
const [MOST_SAMPLED, MOST_FINALISTS] = [6, 3]

/** A change that is tried. */
export type Candidate = {
  /** Its place among all that are. */
  readonly place: number
  readonly remedy: Remedy
  readonly system: System
  /** What came of it with each fault, and without any. */
  readonly said: Map<Fault | undefined, Outcome['verdict']>
}

/** A change and a fault to play it with; undefined for none. */
export type Trial = { readonly candidate: Candidate; readonly fault: Fault | undefined }

/** What a survey knows of its cells that a change is to mend, or not to break. */
export class Changes {
  readonly #system: System
  readonly #broken: readonly Fault[]
  readonly #held: readonly Fault[]
  readonly #runs: Run[] = []
  #candidates: readonly Candidate[] = []

  constructor(system: System, cells: readonly SurveyCell[]) {
    const faultsOf = (is: Outcome['verdict']): Fault[] =>
      cells.filter(({ verdict }) => verdict === is).map(({ fault }) => fault)
    this.#system = system
    this.#broken = faultsOf('broken')
    this.#held = faultsOf('held')
  }

  /** What is played first: nothing at all, and some of what breaks it. */
  get lookedAt(): readonly (readonly Fault[])[] {
    if (this.#broken.length === 0) return []
    return [[], ...spread(this.#broken, MOST_LOOKED_AT).map(fault => [fault])]
  }

  /** Plays it as it is. */
  look(faults: readonly Fault[], { forMs, seed, eventLimit }: Probing): number {
    const options = { for: forMs, faults, seed, eventLimit, strict: false, explain: false }
    const run = new Simulation(this.#system, options, { seedFrom: 'search' }).finish()
    this.#runs.push(run)
    return run.recording.events
  }

  /** Each change with nothing, and with some of what breaks it. */
  *firstTrials(): Generator<Trial> {
    const [calm, ...struck] = this.#runs
    if (calm === undefined) return
    this.#candidates = candidatesIn(this.#system, calm, struck, this.lookedAt.slice(1))
    const some = spread(this.#broken, MOST_SAMPLED)
    for (const candidate of this.#candidates) {
      for (const fault of [undefined, ...some]) yield { candidate, fault }
    }
  }

  /** The best with all else. */
  *finalTrials(): Generator<Trial> {
    for (const candidate of this.#best) {
      for (const fault of [...this.#broken, ...this.#held]) {
        if (!candidate.said.has(fault)) yield { candidate, fault }
      }
    }
  }

  /** Those that mend any, the best first. */
  found(): SurveyChange[] {
    return this.#best
      .map(({ remedy, said }) => ({
        what: inWords(remedy),
        lines: linesOf(this.#system, remedy),
        mends: this.#broken.filter(fault => said.get(fault) === 'held'),
        of: this.#broken.filter(fault => said.has(fault)).length,
        breaks: this.#held.filter(fault => said.get(fault) === 'broken'),
      }))
      .sort((a, b) => b.mends.length - a.mends.length || a.breaks.length - b.breaks.length)
  }

  /** Those that mend most, of as many the cheapest, and nothing with what another does without. */
  get #best(): readonly Candidate[] {
    const some = spread(this.#broken, MOST_SAMPLED)
    const mended = ({ said }: Candidate): number =>
      some.filter(fault => said.get(fault) === 'held').length
    const best: Candidate[] = []
    const all = this.#candidates
      .filter(candidate => isCalm(candidate) && mended(candidate) > 0)
      .toSorted((a, b) => mended(b) - mended(a) || priceOf(a.remedy) - priceOf(b.remedy))
    for (const candidate of all) {
      if (!best.some(({ remedy }) => isWithin(remedy, candidate.remedy))) best.push(candidate)
    }
    return best.slice(0, MOST_FINALISTS)
  }
}

const isWithin = (less: Remedy, remedy: Remedy): boolean =>
  less.every(({ kind, place }) => remedy.some(had => had.kind === kind && had.place === place))

/** Whether the goals hold with it while nothing goes wrong; undefined while nobody knows. */
const isCalm = ({ said }: Candidate): boolean | undefined =>
  said.has(undefined) ? said.get(undefined) === 'held' : undefined

/** Whether a trial can still tell anything: what breaks the goals by itself mends nothing. */
export const isOpen = ({ candidate, fault }: Trial): boolean =>
  fault === undefined || isCalm(candidate) !== false

/** Changes at the places where it breaks most often, the likeliest first. */
function candidatesIn(
  system: System,
  calm: Run,
  struck: readonly Run[],
  faults: readonly (readonly Fault[])[],
): Candidate[] {
  const scores = new Map<string, number>()
  for (const [i, run] of struck.entries()) {
    for (const [rank, name] of suspectsIn(run, calm, faults[i]).entries()) {
      scores.set(name, (scores.get(name) ?? 0) + 1 / (1 + rank))
    }
  }
  const places = [...scores].sort(([, a], [, b]) => b - a).map(([name]) => name)
  const all = remediesAt({ system, calm, run: calm }, new Set([...places, system.name]))
  const made: Candidate[] = []
  for (const remedy of inOrder(all, { places, known: 0, cause: undefined })) {
    if (made.length === MOST_CHANGES) break
    const place = made.length
    const other = withRemedy(system, remedy)
    if (other !== undefined) made.push({ place, remedy, system: other, said: new Map() })
  }
  return made
}

/** The system with a remedy; undefined where there is none. */
function withRemedy(system: System, remedy: Remedy): System | undefined {
  try {
    return changed(system, draft => apply(remedy, draft))
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

/** So many of them, from all parts of the list. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)])
}
