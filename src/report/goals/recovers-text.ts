/** A verdict on recovery as text. */
import { beside, counted, moment, stated } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why a system did not recover in time, or, if the opposite was wanted, why it did. */
export const recoversText: GoalText<'recovers'> = (verdict, { withinMs }, telling) =>
  told(verdict, telling, {
    of: 'recovery',
    wanted: `${telling.isNot ? '>' : '<='} ${stated(withinMs)}`,
    known: ({ of, clearMs, tookMs, recoveredMs, steps, broken, course }) => ({
      actual:
        tookMs === undefined ? 'not recovered' : `recovered in ${beside(withinMs, tookMs, moment)}`,
      counts: [
        recoveredMs === undefined
          ? `${of} did not hold when the load ended.`
          : `${of} held from t=${moment(recoveredMs)} on.`,
        `It was broken in ${broken} of ${counted(steps, 'step')} from t=${moment(clearMs)} on.`,
      ],
      lanes: [lane('held', course, { telling, scale: [0, 1], worst: 'least', note: () => '' })],
    }),
  })
