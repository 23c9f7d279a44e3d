/** A verdict on what was exercised as text. */
import type { Unexercised } from '../../judge/coverage.ts'
import { count } from '../numbers.ts'
import { type GoalText, told } from './told.ts'

const MOST_LINES = 12

/** Why all was to be exercised and was not, or, if the opposite was wanted, why it was. */
export const coversText: GoalText<'covers'> = (verdict, _, telling) =>
  told(verdict, telling, {
    of: 'policies and faults',
    wanted: telling.isNot ? 'some of them left out' : 'each of them exercised',
    known: ({ all, exercised, never, runs }) => ({
      actual: `${inRuns(runs)}${count(exercised)} of ${count(all)} policies and faults exercised`,
      counts: linesOf(never, telling.run.warnings),
      lanes: [],
    }),
  })

const inRuns = (runs: number): string => (runs === 1 ? '' : `in ${count(runs)} runs `)

/** Of faults that tested nothing the warnings of the run tell. */
function linesOf(never: readonly Unexercised[], warnings: readonly string[]): string[] {
  const untold = never.filter(
    ({ fault }) => fault === undefined || !warnings.some(warning => warning.startsWith(fault)),
  )
  const more = untold.length - MOST_LINES
  const lines = untold.slice(0, MOST_LINES).map(lineOf)
  return more > 0 ? [...lines, `And ${count(more)} more.`] : lines
}

function lineOf({ what, at, fault, by }: Unexercised): string {
  if (fault !== undefined) return `${fault} touched nothing.`
  return `${what} of ${at} had nothing to do; ${by} would exercise it.`
}
