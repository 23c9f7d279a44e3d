/** A verdict on how a system degraded as text. */
import { formatShare } from '../../kernel/units.ts'
import { count, counted } from '../numbers.ts'
import { noun } from '../subject.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why a system was to degrade and failed, or, if the opposite was wanted, why it did not fail. */
export const degradesText: GoalText<'degradesGracefully'> = (verdict, { atLeast }, telling) =>
  told(verdict, telling, {
    of: 'degradation',
    wanted: wantedText(formatShare(atLeast), telling.isNot),
    known: ({ served, asked, ok, degraded, failed, isInFaults, course }) => ({
      actual: `served ${formatShare(served, atLeast)}, ${rather(degraded, failed)}`,
      counts: [
        `${counted(asked, noun(telling.question))}${isInFaults ? inFaults : ''}: ` +
          `${count(ok)} ok, ${rather(degraded, failed)}.`,
      ],
      lanes: [
        lane('avail', course, {
          telling,
          scale: [0, 1],
          worst: 'least',
          note: () => `min ${formatShare(least(course))}`,
        }),
      ],
    }),
  })

const inFaults = ' while a fault was in force'

const wantedText = (share: string, isNot: boolean): string =>
  isNot ? `< ${share}, or failed rather than degraded` : `>= ${share}, degraded rather than failed`

const rather = (degraded: number, failed: number): string =>
  `${count(degraded)} degraded, ${count(failed)} failed`

const least = (course: readonly { readonly value: number | undefined }[]): number =>
  Math.min(1, ...course.map(({ value = 1 }) => value))
