/** A verdict on an error budget as text. */
import type { DataOf, EvidenceOf } from '../../judge/goals/kinds.ts'
import { formatShare } from '../../kernel/units.ts'
import { count, counted, factor, moment, stated } from '../numbers.ts'
import { noun } from '../subject.ts'
import { atLeastText, type GoalText, lane, told } from './told.ts'

type Evidence = EvidenceOf<'errorBudget'>

/** Why the budget was overspent, or too quickly, or, if that was wanted, why it was not. */
export const errorBudgetText: GoalText<'errorBudget'> = (verdict, goal, telling) =>
  told(verdict, telling, {
    of: 'error budget',
    wanted: wantedText(goal, telling.isNot),
    known: evidence => {
      const { good, total, spent, by, shares, target, course } = evidence
      const what = by === 'occurrences' ? noun(telling.question) : 'slice'
      const other = by === 'occurrences' ? 'timeSlices' : 'occurrences'
      const name = other === 'occurrences' ? 'occurrences' : 'time slices'
      return {
        actual: actualText(evidence),
        counts: [
          `${count(total - good)} of ${counted(total, what)} were bad: ` +
            `${formatShare(good / total, target)} good, ${factor(spent)} of the budget.`,
          `By ${name} it would be ${formatShare(shares[other], target)}.`,
          ...evidence.alerts.map(alertText),
        ],
        lanes: [
          lane('avail', course, {
            telling,
            scale: [0, 1],
            worst: 'least',
            note: () => `min ${formatShare(Math.min(1, ...course.map(({ value = 1 }) => value)))}`,
          }),
        ],
      }
    },
  })

function actualText({ alerts, good, total, target, spent }: Evidence): string {
  const first = alerts.find(({ firedMs }) => firedMs !== undefined)
  if (first !== undefined) return `budget burnt ${factor(first.worst)} as quickly`
  if (alerts.length > 0) return 'no alert on the error budget'
  return `good ${formatShare(good / total, target)}, error budget spent ${factor(spent)}`
}

function wantedText({ target, alerts }: DataOf<'errorBudget'>, isNot: boolean): string {
  if (alerts.length === 0) return atLeastText(formatShare(target), isNot)
  return isNot ? 'an alert' : `no alert of ${alerts.map(({ rate }) => factor(rate)).join(', ')}`
}

function alertText({ rate, longMs, shortMs, worst, firedMs }: Evidence['alerts'][number]): string {
  const name = `${factor(rate)} in ${stated(longMs)} and ${stated(shortMs)}`
  if (firedMs === undefined) return `No alert of ${name}: at most ${factor(worst)}.`
  return `Alert of ${name} at t=${moment(firedMs)}: up to ${factor(worst)}.`
}
