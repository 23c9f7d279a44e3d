/** A verdict on a goal of any kind as text. */
import type { Goal } from '../../judge/goals/goal.ts'
import type { EvidenceOf, GoalKindName } from '../../judge/goals/kinds.ts'
import type { Verdict } from '../../judge/verdict.ts'
import type { RunNames } from '../../record/question.ts'
import { explained } from '../explained.ts'
import type { Telling } from '../telling.ts'
import { amplificationText } from './amplification-text.ts'
import { availabilityText } from './availability-text.ts'
import { blastRadiusText } from './blast-radius-text.ts'
import { correctnessText } from './correctness-text.ts'
import { coversText } from './covers-text.ts'
import { degradesText } from './degrades-text.ts'
import { errorBudgetText } from './error-budget-text.ts'
import { goodputText } from './goodput-text.ts'
import { latencyText } from './latency-text.ts'
import { losesNothingText } from './loses-nothing-text.ts'
import { queueBoundText } from './queue-bound-text.ts'
import { reachesText } from './reaches-text.ts'
import { recoversText } from './recovers-text.ts'
import { steadyStateText } from './steady-state-text.ts'
import { answersText, handlesOnceText, keepsText } from './stores-text.ts'
import type { GoalText } from './told.ts'
import { circuitText } from './trips-text.ts'
import { wasteText } from './waste-text.ts'

/** A row for each kind of goal. */
const texts: { readonly [K in GoalKindName]: GoalText<K> } = {
  availability: availabilityText,
  latency: latencyText,
  correctness: correctnessText,
  errorBudget: errorBudgetText,
  recovers: recoversText,
  returnsToSteadyState: steadyStateText,
  blastRadius: blastRadiusText,
  degradesGracefully: degradesText,
  goodput: goodputText,
  amplification: amplificationText,
  queueBound: queueBoundText,
  losesNothing: losesNothingText,
  handlesOnce: handlesOnceText,
  keeps: keepsText,
  answers: answersText,
  waste: wasteText,
  trips: circuitText,
  reaches: reachesText,
  covers: coversText,
}

/** Why a goal failed, or, if its opposite was wanted, why it held. */
export function goalText<K extends GoalKindName>(
  goal: Goal<RunNames, K>,
  verdict: Verdict<EvidenceOf<K>>,
  telling: Omit<Telling, 'question' | 'sections' | 'blame'>,
): string {
  const { question } = goal.data
  const isExplained = telling.isHeadline !== true && verdict.is === 'broken' && !goal.isOfTest
  const why = isExplained ? explained(telling.run, goal) : {}
  return texts[goal.kind](verdict, goal.data, { ...telling, question, ...why })
}
