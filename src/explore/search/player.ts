/** Who plays the trials of a search: this process, its threads, or other machines. */
import type { Corpus } from './corpus.ts'
import type { TrialResult } from './trial.ts'

/** How many trials learn nothing from each other. */
export const GENERATION = 32

/** How some trials are to be played. */
export type Playing = {
  /** What was learned in the generations before. */
  readonly corpus: Corpus
  /** Told of each as soon as it is done, in any order. */
  readonly played: (result: TrialResult) => void
  /** Whether a trial is still to be played: what came of others may have made it needless. */
  readonly isWanted: (trial: number) => boolean
  /** Stops it at once. */
  readonly signal: AbortSignal
}

/**
 * Plays trials. The same trials of the same exploration with the same corpus give the same results,
 * whoever plays them.
 */
export interface Player {
  /**
   * Plays trials against what was learned before them.
   *
   * @param trials their numbers, in rising order
   * @returns the results in the order of trials: of all that are still wanted, and perhaps of some
   * that are not; fewer of them when the signal stopped it
   */
  play(trials: readonly number[], playing: Playing): Promise<readonly TrialResult[]>
  /** Lets go of threads and connections. */
  close(): Promise<void>
}
