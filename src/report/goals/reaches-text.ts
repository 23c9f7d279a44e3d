/** A verdict on a state that a run was to come to, as text. */
import type { NearestValue, ReachEvidence } from '../../judge/goals/kinds/reaches.ts'
import { folded } from '../columns.ts'
import type { Lane } from '../lanes.ts'
import { moment } from '../numbers.ts'
import type { Telling } from '../telling.ts'
import { type GoalText, lane, told } from './told.ts'

/** Of how many numbers there are lanes. */
const MOST_LANES = 3
/** A longer condition stands beneath the headline. */
const MOST_IN_HEADLINE = 40
/** As wide as a line may be, its indent left out. */
const WIDTH = 90

/** Why a state was to be reached and was not, or, if the opposite was wanted, when it was. */
export const reachesText: GoalText<'reaches'> = (verdict, { sentence }, telling) => {
  const isShort = sentence.length <= MOST_IN_HEADLINE
  const state = isShort ? sentence : 'the state'
  return told(verdict, telling, {
    of: state,
    wanted: telling.isNot ? 'at no time' : 'at some time',
    known: evidence => ({
      actual: `${state} ${heldText(evidence)}`,
      counts: [
        ...(isShort ? [] : folded(`The state is ${sentence}.`, WIDTH)),
        ...evidence.values.map(valueText),
      ],
      lanes: lanesOf(evidence, telling),
    }),
  })
}

function heldText({ firstMs, heldMs }: ReachEvidence): string {
  if (firstMs === undefined) return 'never held'
  return `held from t=${moment(firstMs)} on, for ${moment(heldMs)} in all`
}

function valueText({ of, is, limit, nearest, atMs }: NearestValue): string {
  if (nearest === undefined || atMs === undefined) return `${of} never had anything to measure.`
  const extreme = is === 'above' ? 'most' : 'least'
  return `${of} came to ${nearest} at ${extreme}, at t=${moment(atMs)}; asked for ${is} ${limit}.`
}

/** Each number over time; where there is none, when the condition held. */
function lanesOf({ values, course }: ReachEvidence, telling: Telling): Lane[] {
  const lanes = values
    .slice(0, MOST_LANES)
    .map(({ of, course: own }) => lane('value', own, { telling, note: () => of }))
  if (lanes.length > 0) return lanes
  return [lane('held', course, { telling, scale: [0, 1], note: () => '' })]
}
