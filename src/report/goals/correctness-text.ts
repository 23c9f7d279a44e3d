/** A verdict on correct data as text. */
import { formatShare } from '../../kernel/units.ts'
import { count, counted } from '../numbers.ts'
import { atLeastText, type GoalText, lane, told } from './told.ts'

/** Why a goal for correct data failed, or, if its opposite was wanted, why it held. */
export const correctnessText: GoalText<'correctness'> = (verdict, { atLeast }, telling) =>
  told(verdict, telling, {
    of: 'correct answers',
    wanted: atLeastText(formatShare(atLeast), telling.isNot),
    known: ({ correct, answered, incorrect, course }) => {
      const wrong = course.map(point => ({
        ...point,
        value: point.value === undefined ? undefined : 1 - point.value,
      }))
      return {
        actual: `correct answers ${formatShare(correct, atLeast)}`,
        counts: [`${count(incorrect)} of ${counted(answered, 'answer')} were incorrect.`],
        lanes: [lane('wrong', wrong, { telling, note: most => `max ${formatShare(most)}` })],
      }
    },
  })
