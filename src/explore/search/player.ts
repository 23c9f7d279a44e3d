/** Who plays the trials of a search: this process, its threads, or other machines. */
import type { Corpus } from './corpus.ts'
import type { TrialResult } from './trial.ts'

/** How many trials learn nothing from each other. */
export const GENERATION = 32

/**
 * Plays trials. The same trials of the same exploration with the same corpus give the same results,
 * whoever plays them.
 */
export interface Player {
  /**
   * @param trials their numbers, in rising order
   * @param corpus what was learned in the generations before
   * @param played told of each as soon as it is done, in any order
   * @returns the results in the order of trials; fewer of them when the signal stopped it
   */
  play(
    trials: readonly number[],
    corpus: Corpus,
    played: (result: TrialResult) => void,
    signal: AbortSignal,
  ): Promise<readonly TrialResult[]>
  /** Lets go of threads and connections. */
  close(): Promise<void>
}
