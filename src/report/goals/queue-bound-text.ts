/** A verdict on what waits as text. */
import type { DataOf } from '../../judge/goals/kinds.ts'
import { percentileName } from '../../kernel/percentile.ts'
import { formatMs } from '../../kernel/units.ts'
import { beside, count, counted, stated } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why a queue was to be bounded and was not, or, if its opposite was wanted, why it was. */
export const queueBoundText: GoalText<'queueBound'> = (verdict, goal, telling) =>
  told(verdict, telling, {
    of: `the queue of ${goal.at}`,
    wanted: wantedText(goal, telling.isNot),
    known: ({ at, came, peak, actualMs, percentile, course }) => {
      const wait = goal.waitMs === undefined ? formatMs(actualMs) : beside(goal.waitMs, actualMs)
      const name = percentile === 1 ? 'longest wait' : `${percentileName(percentile)} of waits`
      const measured = [
        goal.depth !== undefined && `peaked at ${count(peak)}`,
        goal.waitMs !== undefined && `${name} ${wait}`,
      ]
      return {
        actual: `queue of ${at} ${measured.filter(Boolean).join(', ')}`,
        counts: [
          `${counted(came, 'came', 'came')}; at most ${count(peak)} waited, ${name} ${wait}.`,
        ],
        lanes: [lane('queue', course, { telling, note: most => `max ${count(most)}` })],
      }
    },
  })

function wantedText({ depth, waitMs }: DataOf<'queueBound'>, isNot: boolean): string {
  const bounds = [
    depth !== undefined && count(depth),
    waitMs !== undefined && stated(waitMs),
  ].filter(Boolean)
  if (!isNot) return `<= ${bounds.join(' and <= ')}`
  return `> ${bounds.join(' or > ')}`
}
