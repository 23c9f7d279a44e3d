/** A verdict on wasted work as text. */
import { formatMs, formatShare } from '../../kernel/units.ts'
import { counted } from '../numbers.ts'
import { atMostText, type GoalText, lane, told } from './told.ts'

const MOST_COMPONENTS = 5

/** Why too much work was done in vain, or, if the opposite was wanted, why it was not. */
export const wasteText: GoalText<'waste'> = (verdict, { atMost }, telling) =>
  told(verdict, telling, {
    of: 'wasted work',
    wanted: atMostText(formatShare(atMost), telling.isNot),
    known: ({ share, workedMs, wastedMs, components, course }) => ({
      actual: `wasted work ${formatShare(share, atMost)}`,
      counts: [
        `${formatMs(wastedMs)} of ${formatMs(workedMs)} of work, when nobody waited any more.`,
        ...components
          .slice(0, MOST_COMPONENTS)
          .map(
            row =>
              `${row.component}: ${formatMs(row.wastedMs)} of ${formatMs(row.workedMs)}, ` +
              `in ${counted(row.count, 'request')}.`,
          ),
      ],
      lanes: [lane('wasted', course, { telling, note: most => `max ${formatShare(most)}` })],
    }),
  })
