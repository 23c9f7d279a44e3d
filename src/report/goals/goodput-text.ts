/** A verdict on goodput under overload as text. */
import { formatShare } from '../../kernel/units.ts'
import { count, moment } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why a system collapsed under overload, or, if that was wanted, why it did not. */
export const goodputText: GoalText<'goodput'> = (verdict, { atLeast }, telling) =>
  told(verdict, telling, {
    of: 'goodput under overload',
    wanted: telling.isNot
      ? `< ${formatShare(atLeast)}, or more waiting in vain than turned away`
      : `>= ${formatShare(atLeast)}, the rest turned away`,
    known: ({ share, course, ...known }) => ({
      actual: `goodput under overload ${formatShare(share, atLeast)} of capacity`,
      counts: [
        `For ${moment(known.overloadMs)} ${rateText(known.offered)} came, and ` +
          `${rateText(known.goodput)} were served; capacity is ${rateText(known.capacity)}` +
          `${known.isStated ? '' : ', the most that was served'}.`,
        `Of the rest ${count(known.turnedAway)} were turned away, ` +
          `${count(known.leftWaiting)} waited in vain.`,
      ],
      lanes: [lane('goodput', course, { telling, note: most => `max ${formatShare(most)}` })],
    }),
  })

const rateText = (perSecond: number): string => `${Number(perSecond.toPrecision(3))}/s`
