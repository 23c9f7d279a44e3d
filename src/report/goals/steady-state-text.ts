/** A verdict on a return to the steady state as text. */
import type { SteadyNumber } from '../../judge/goals/kinds/steady-state.ts'
import { formatMs, formatShare } from '../../kernel/units.ts'
import { moment } from '../numbers.ts'
import { type GoalText, lane, told } from './told.ts'

/** Why the numbers were not again what they were, or, if the opposite was wanted, why they were. */
export const steadyStateText: GoalText<'returnsToSteadyState'> = (
  verdict,
  { tolerance },
  telling,
) => {
  const { isNot } = telling
  return told(verdict, telling, {
    of: 'steady state',
    wanted: `${isNot ? 'more than' : 'at most'} ${formatShare(tolerance)} worse than before`,
    known: ({ numbers, beforeMs, afterMs, course }) => ({
      actual: worstText(numbers),
      counts: [
        ...numbers.map(numberText),
        `Before is up to t=${moment(beforeMs)}, after is from t=${moment(afterMs)} on.`,
      ],
      lanes: [lane('p99', course, { telling, note: most => `max ${formatMs(most)}` })],
    }),
  })
}

function worstText(numbers: readonly SteadyNumber[]): string {
  const worst = numbers.reduce((most, each) => (each.worse > most.worse ? each : most))
  return `${worst.name} ${valueText(worst, worst.after)} after the faults, ${worseText(worst)}`
}

const numberText = (number: SteadyNumber): string =>
  `${number.name} ${valueText(number, number.after)}, ` +
  `before ${valueText(number, number.before)}: ${worseText(number)}.`

const valueText = ({ name }: SteadyNumber, value: number): string =>
  name === 'availability' ? formatShare(value) : formatMs(value)

const worseText = ({ worse }: SteadyNumber): string =>
  worse > 0 ? `${formatShare(worse)} worse` : 'no worse'
