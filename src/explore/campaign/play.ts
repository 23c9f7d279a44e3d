/** Plays some trials of an exploration one after another: what every worker does. */
import type { Exploration } from '../exploration.ts'
import type { Corpus } from '../search/corpus.ts'
import { judgeTrial } from '../search/judge.ts'
import { planTrial } from '../search/plan.ts'
import type { TrialResult } from '../search/trial.ts'

/** A trial that could not be played, which is a mistake of ours or of the machine. */
export class TrialError extends Error {
  override readonly name = 'TrialError'
  readonly trial: number

  constructor(trial: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`trial ${trial} could not be played: ${why}`, { cause })
    this.trial = trial
  }
}

/**
 * The result of one trial.
 *
 * @throws TrialError where it cannot be played to an end
 */
export function playTrial(exploration: Exploration, trial: number, corpus: Corpus): TrialResult {
  try {
    return judgeTrial(exploration, planTrial(exploration, trial, corpus))
  } catch (error) {
    throw new TrialError(trial, error)
  }
}
