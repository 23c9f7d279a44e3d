/** A verdict on a goal of any kind as text. */
import type { Goal } from '../../judge/goals/goal.ts'
import type { DataOf, EvidenceOf, GoalKindName } from '../../judge/goals/kinds.ts'
import type { Verdict } from '../../judge/verdict.ts'
import type { RunNames } from '../../record/question.ts'
import { availabilityText } from './availability-text.ts'
import { circuitText } from './trips-text.ts'
import { latencyText } from './latency-text.ts'
import type { Telling } from '../telling.ts'

/** How a verdict on a goal of a kind is told. */
type GoalText<K extends GoalKindName> = (
  verdict: Verdict<EvidenceOf<K>>,
  goal: DataOf<K>,
  telling: Telling,
) => string

/** A row for each kind of goal. */
const texts: { readonly [K in GoalKindName]: GoalText<K> } = {
  availability: availabilityText,
  latency: latencyText,
  trips: circuitText,
}

/** Why a goal failed, or, if its opposite was wanted, why it held. */
export function goalText<K extends GoalKindName>(
  goal: Goal<RunNames, K>,
  verdict: Verdict<EvidenceOf<K>>,
  telling: Omit<Telling, 'question'>,
): string {
  const { question } = goal.data
  return texts[goal.kind](verdict, goal.data, { ...telling, question })
}
