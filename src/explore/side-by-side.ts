/** Two requests that came between each other, as data that prints as two columns. */
import { worded } from '../declare/worded.ts'
import { type TwoAtATime, twoAtATime } from '../judge/side-by-side.ts'
import type { Run, RunNames } from '../record/run.ts'
import { runGiven } from '../record/run-given.ts'
import { sideBySideText } from '../report/side-by-side-text.ts'

/**
 * Two requests that one component handled at a time, side by side: those of a run that are most
 * likely to have come between each other. Of what each asked of others it tells when, and when the
 * answer came, so that a race can be read from top to bottom.
 *
 * @param run a finished run, played with `trace: true`
 * @returns who handled them and what each did, which prints as two columns; undefined where no two
 * requests interleave
 * @throws UsageError for what is no run, and for one whose journeys were not kept
 * @example
 * const run = simulate(shop, { for: '20s', trace: true })
 * console.log(`${sideBySide(run)}`)
 */
export function sideBySide<N extends RunNames>(run: Run<N>): TwoAtATime | undefined {
  const two = twoAtATime(runGiven(run, 'sideBySide') as Run)
  return two && worded(two, sideBySideText(two).join('\n'))
}
