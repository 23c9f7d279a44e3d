/** Plays the trials of a search one after the other, in this process. */
import type { Exploration } from '../exploration.ts'
import { inTurn } from '../../virtual/turn.ts'
import { judgeTrial } from './judge.ts'
import { planTrial } from './plan.ts'
import type { Player, Playing } from './player.ts'
import type { TrialResult } from './trial.ts'

/** Plays here. Between two trials others have their turn: timers, signals, the test runner. */
export class LocalPlayer implements Player {
  readonly #exploration: Exploration

  constructor(exploration: Exploration) {
    this.#exploration = exploration
  }

  async play(
    trials: readonly number[],
    { corpus, played, isWanted, signal }: Playing,
  ): Promise<readonly TrialResult[]> {
    const results: TrialResult[] = []
    for (const index of trials) {
      if (signal.aborted) break
      const result = await inTurn(() =>
        !signal.aborted && isWanted(index)
          ? judgeTrial(this.#exploration, planTrial(this.#exploration, index, corpus))
          : undefined,
      )
      if (result === undefined) continue
      if (signal.aborted && result.verdict === 'unfinished') break
      results.push(result)
      played(result)
    }
    return results
  }

  async close(): Promise<void> {}
}
