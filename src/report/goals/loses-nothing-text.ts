/** A verdict on lost messages as text. */
import type { QueueLosses } from '../../judge/goals/kinds/loses-nothing.ts'
import { count, counted } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why a queue was to lose nothing and did, or, if its opposite was wanted, why it did not. */
export const losesNothingText: GoalText<'losesNothing'> = (verdict, { queue }, telling) =>
  told(verdict, telling, {
    of: queue === undefined ? 'the messages of all queues:' : `the messages of ${queue}:`,
    wanted: telling.isNot ? 'some of them lost' : 'each of them acknowledged',
    known: ({ failed, published, queues, course }) => ({
      actual: `${count(failed)} of ${counted(published, 'message')} never acknowledged`,
      counts: queues.filter(isWell).map(queueLine),
      lanes: [lane('lost', course, { telling, note: most => `max ${count(most)} per slot` })],
    }),
  })

/** Of the others the warnings of the run tell. */
const isWell = (queue: QueueLosses): boolean => queue.published > 0 && queue.failed === 0

function queueLine(numbers: QueueLosses): string {
  const { queue, published, acknowledged, unfinished } = numbers
  const open = unfinished > 0 ? `, ${count(unfinished)} still there when the run ended` : ''
  return `${queue}: ${counted(published, 'message')}, ${count(acknowledged)} handled${open}.`
}
