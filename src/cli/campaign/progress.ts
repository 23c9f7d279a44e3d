/** How far a campaign has got. */
import type { TrialResult } from '../../explore/search/trial.ts'
import type { Io } from '../command.ts'
import { ProgressLine } from '../progress.ts'

/** Tells how many trials are done, and which did not hold. */
export class CampaignProgress {
  readonly of: number
  readonly #line: ProgressLine
  readonly #failed: number[]
  #done: number

  /** @param known what was done before */
  constructor(io: Io, of: number, known: readonly TrialResult[]) {
    this.of = of
    this.#line = new ProgressLine(io)
    this.#done = known.length
    this.#failed = known.filter(didNotHold).map(({ trial }) => trial)
  }

  /** One trial more. */
  tell(result: TrialResult): void {
    this.#done += 1
    if (didNotHold(result)) this.#failed.push(result.trial)
    const note = this.#failed.length === 0 ? 'all held' : `${this.#failed.length} did not hold`
    this.#line.show({ done: this.#done, of: this.of, note })
  }

  /** Makes room for the result. */
  clear(): void {
    this.#line.clear()
  }
}

const didNotHold = ({ verdict }: TrialResult): boolean => verdict !== 'held'
