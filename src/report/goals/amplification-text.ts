/** A verdict on amplified load as text. */
import type { AmplifiedLoad } from '../../judge/goals/kinds/amplification.ts'
import { count, counted, factor } from '../numbers.ts'
import { atMostText, type GoalText, lane, told } from './told.ts'

const MOST_CALLS = 5

/** Why load was to stay as it was and did not, or, if its opposite was wanted, why it did. */
export const amplificationText: GoalText<'amplification'> = (verdict, { atMost }, telling) =>
  told(verdict, telling, {
    of: 'amplification',
    wanted: atMostText(factor(atMost), telling.isNot),
    known: ({ course, calls, ...load }) => ({
      actual: `load of ${load.of} amplified ${factor(load.factor)}`,
      counts: [
        loadLine(load),
        ...calls
          .slice(0, MOST_CALLS)
          .filter(({ of }) => of !== load.of)
          .map(loadLine),
        'Alone is what there would have been had nobody tried again, on the whole way to there.',
      ],
      lanes: [
        lane('factor', course, {
          telling,
          scale: [1, topOf(course)],
          note: most => `max ${factor(most)}`,
        }),
      ],
    }),
  })

const loadLine = ({ of, attempts, alone, factor: times }: AmplifiedLoad): string =>
  `${of}: ${counted(attempts, 'attempt')}, alone ${count(Math.round(alone))} (${factor(times)}).`

const topOf = (course: readonly { readonly value: number | undefined }[]): number =>
  course.reduce((top, { value = 1 }) => Math.max(top, value), 1)
