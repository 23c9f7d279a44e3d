/** A verdict on how far a failure reached as text. */
import type { DataOf } from '../../judge/goals/kinds.ts'
import { formatShare } from '../../kernel/units.ts'
import { count, counted } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

const MOST_COMPONENTS = 8

/** Why a failure reached too far, or, if the opposite was wanted, why it did not. */
export const blastRadiusText: GoalText<'blastRadius'> = (verdict, goal, telling) =>
  told(verdict, telling, {
    of: 'blast radius',
    wanted: `${telling.isNot ? 'more than' : 'at most'} ${limitsText(goal)}`,
    known: ({ hit, outside, below, asked, failed, share, course }) => {
      const some = hit.slice(0, MOST_COMPONENTS)
      const more = hit.length - some.length
      const names = some.map(one => `${one.component} (${formatShare(one.served)} served)`)
      const rest = more > 0 ? [`and ${count(more)} more`] : []
      const limit = formatShare(below)
      return {
        actual: `${counted(hit.length, 'component')} hit, ${formatShare(share)} of requests failed`,
        counts: [
          hit.length === 0
            ? `No component served less than ${limit}.`
            : `Less than ${limit} was served by ${[...names, ...rest].join(', ')}.`,
          ...(outside.length > 0
            ? [`Not to be hit: ${outside.slice(0, MOST_COMPONENTS).join(', ')}.`]
            : []),
          `${count(failed)} of ${counted(asked, 'request')} failed.`,
        ],
        lanes: [lane('failing', course, { telling, note: most => `max ${formatShare(most)}` })],
      }
    },
  })

function limitsText({ to, components, share }: DataOf<'blastRadius'>): string {
  const limits = [
    to !== undefined && (to.length === 0 ? 'no component' : to.join(', ')),
    components !== undefined && counted(components, 'component'),
    share !== undefined && `${formatShare(share)} of requests`,
  ]
  return limits.filter(Boolean).join(' and ')
}
