/** How far a campaign has got. */
import { failuresIn } from '../../explore/campaign/findings.ts'
import type { TrialResult } from '../../explore/search/trial.ts'
import { count, counted } from '../../report/numbers.ts'
import type { Io } from '../command.ts'
import { ProgressLine } from '../progress.ts'

/** Tells how many trials are done, and which did not hold. */
export class CampaignProgress {
  readonly of: number
  readonly #line: ProgressLine
  readonly #before: number
  #done: number
  #failed: number

  /** @param known what was done before */
  constructor(io: Io, of: number, known: readonly TrialResult[]) {
    this.of = of
    this.#line = new ProgressLine(io)
    this.#before = known.length
    this.#done = known.length
    this.#failed = failuresIn(known).length
  }

  /** One trial more. */
  tell({ verdict }: TrialResult): void {
    this.#done += 1
    if (verdict !== 'held') this.#failed += 1
    const held = this.#failed === 0 ? 'all held' : `${count(this.#failed)} did not hold`
    const text = `${count(this.#done)} of ${counted(this.of, 'trial')}, ${held}`
    this.#line.show({ text, share: this.#share })
  }

  /** Of what is played now: what was done before took no time. */
  get #share(): number {
    return (this.#done - this.#before) / (this.of - this.#before)
  }

  /** Makes room for the result. */
  clear(): void {
    this.#line.clear()
  }
}
