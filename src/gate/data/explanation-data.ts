/** Why goals broke, and what would have held, as JSON: see docs/json.md. */
import type { CauseStep, Diagnosis } from '../../explain/diagnosis.ts'
import type { Explanation } from '../../explain/explain.ts'
import type { ExplainedGoal } from '../../explain/explained-goal.ts'
import type {
  Cure,
  FailedRemedy,
  FoundRemedies,
  TriedRemedy,
} from '../../explain/remedies/found.ts'
import type { DeclarationLine } from '../../explain/remedies/lines.ts'
import type { PlaceCounts, StepCounts } from '../../explain/step-counts.ts'
import type { Goal } from '../../judge/goals/goal.ts'

/** One goal that broke. */
export const explanationData = ({ goal, margin, explanation, remedies }: ExplainedGoal) => ({
  goal: goalData(goal),
  measured: remedies.measured,
  margin: margin ?? null,
  cause: explanation === undefined ? null : causeData(explanation),
  remedies: remediesData(remedies),
})

/** A goal: as it is written, and as `goalFrom` reads it. */
export const goalData = (goal: Goal) => ({ text: `${goal}`, ...goal.toJSON() })

function causeData({ diagnosis, spread, sentences, graph }: Explanation) {
  const { place, mechanism, guilt, faults, consequences, path, spell } = diagnosis
  return {
    place,
    mechanism,
    guilt,
    faults: faults.map(String),
    consequences: consequences.map(String),
    path,
    spell,
    loop: diagnosis.loop ?? null,
    steps: diagnosis.steps.map(stepData),
    spread,
    graph,
    sentences,
    checked: checkedData(diagnosis),
  }
}

const stepData = ({ at, fromMs, sentence, counts }: CauseStep) => ({
  at,
  fromMs: fromMs ?? null,
  sentence,
  counts: counts === undefined ? null : countsData(counts),
})

const countsData = ({ calm, ...counts }: StepCounts) => ({
  ...placeData(counts),
  calm: calm === undefined ? null : placeData(calm),
})

const placeData = ({ issued, failed, unfinished, attempts, meanMs }: PlaceCounts) => ({
  issued,
  failed,
  unfinished,
  attempts,
  meanMs: meanMs ?? null,
})

/** How far it was checked: what was taken away, what came of it, and what there was no time for. */
const checkedData = ({ isConfirmed, instead, unchecked, runs, events }: Diagnosis) => ({
  isConfirmed,
  instead,
  unchecked,
  runs,
  events,
})

const remediesData = (found: FoundRemedies) => ({
  cures: found.cures.map(cureData),
  insufficient: found.insufficient.map(failedData),
  harmful: found.harmful.map(failedData),
  impossible: found.impossible,
  repairs: found.repairs.map(({ fault, ...said }) => ({ fault: `${fault}`, ...said })),
  runs: found.runs,
  events: found.events,
  isCutShort: found.isCutShort,
})

const cureData = (cure: Cure) => ({
  ...triedData(cure),
  degraded: cure.degraded,
  degradedMore: cure.degradedMore,
  isStandIn: cure.isStandIn,
  messagesLost: cure.messagesLost,
  helps: cure.helps,
  takes: cure.takes,
  costs: cure.costs,
  calmMargin: cure.calmMargin ?? null,
  range: cure.range ?? null,
  alsoHolds: cure.alsoHolds,
})

const failedData = (failed: FailedRemedy) => ({ ...triedData(failed), why: failed.why })

const triedData = ({ what, changes, lines, margin, measured, ofTheWay }: TriedRemedy) => ({
  what,
  changes: changes.map(change => ({ ...change, value: change.value ?? null })),
  lines: lines.map(lineData),
  margin: margin ?? null,
  measured,
  ofTheWay,
})

/** A line of a declaration, and what it becomes. */
export const lineData = ({ part, places = 1, minus, plus }: DeclarationLine) => ({
  part,
  places,
  minus: minus ?? null,
  plus: plus ?? null,
})
