/**
 * What a search has learned: the behaviours it has seen, and the schedules that reached one first.
 * It only grows between two generations, in the order of trials, so it does not matter who played
 * them, or when.
 */
import type { ScheduleData, TrialResult } from './trial.ts'

/** A schedule that reached something new. */
export type Find = { readonly trial: number; readonly schedule: ScheduleData }

/** A corpus as JSON holds it, for whoever plays trials elsewhere. */
export type CorpusData = { readonly seen: readonly string[]; readonly finds: readonly Find[] }

/** How many schedules are kept; the oldest go first. */
const MOST_FINDS = 256

/** What has been learned so far. */
export class Corpus {
  readonly #seen = new Set<string>()
  #finds: Find[] = []

  /** The behaviours seen so far. */
  get behaviours(): number {
    return this.#seen.size
  }

  /** The schedules worth varying, oldest first. */
  get finds(): readonly Find[] {
    return this.#finds
  }

  /**
   * Learns from the trials of a generation.
   *
   * @param results in the order of trials
   * @param scheduleOf tells what was tried, planned with this corpus as it is
   */
  learn(results: readonly TrialResult[], scheduleOf: (trial: number) => ScheduleData): void {
    const found: Find[] = []
    for (const { trial, behaviours } of results) {
      const isNew = behaviours.filter(behaviour => !this.#seen.has(behaviour))
      if (isNew.length === 0) continue
      for (const behaviour of isNew) this.#seen.add(behaviour)
      const schedule = scheduleOf(trial)
      // What a system does when nothing goes wrong is no discovery.
      if (schedule.faults.length > 0) found.push({ trial, schedule })
    }
    // Only now: whoever plans a trial of this generation still sees the corpus before it.
    this.#finds = [...this.#finds, ...found].slice(-MOST_FINDS)
  }

  /** Plain data; `Corpus.from` makes it again. */
  toJSON(): CorpusData {
    return { seen: [...this.#seen].sort(), finds: this.#finds }
  }

  /** The corpus that was written as data. */
  static from({ seen, finds }: CorpusData): Corpus {
    const corpus = new Corpus()
    for (const behaviour of seen) corpus.#seen.add(behaviour)
    corpus.#finds = [...finds]
    return corpus
  }
}
