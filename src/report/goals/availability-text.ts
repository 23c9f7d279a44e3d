/** A verdict on availability as text. */
import type { AvailabilityEvidence } from '../../judge/availability.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { formatShare } from '../../kernel/units.ts'
import { courseRow, type Lane } from '../lanes.ts'
import { between, count, counted, factor, moment } from '../numbers.ts'
import { noun, openTexts, subject } from '../subject.ts'
import { knownText, tell, type Telling, unknownText } from '../telling.ts'

/** Why a goal for availability failed, or, if its opposite was wanted, why it held. */
export function availabilityText(
  verdict: Verdict<AvailabilityEvidence>,
  goal: { readonly atLeast: number },
  telling: Telling,
): string {
  const { run, question, isNot } = telling
  const wanted = `wanted ${isNot ? '<' : '>='} ${formatShare(goal.atLeast)}`
  return tell(
    verdict,
    evidence => {
      const actual = formatShare(evidence.availability, evidence.atLeast)
      const headline = `${subject(run, question)}: availability ${actual}, ${wanted}`
      const lanes = [courseLane(evidence, run.recording.grid.horizonMs)]
      return knownText(telling, { headline, counts: countsIn(evidence, telling), lanes })
    },
    reason => unknownText(telling, { wanted: `availability ${wanted}`, reason }),
  )
}

function countsIn(evidence: AvailabilityEvidence, { question }: Telling): string[] {
  const { failed, asked, unfinished, degraded, atLeast, allowed, budgetSpent } = evidence
  const budget = budgetSpent === undefined ? '' : ` Error budget spent ${factor(budgetSpent)}.`
  const allows = `${formatShare(atLeast)} allows ${allowed === 0 ? 'none' : count(allowed)}.`
  const fallbacks = degraded > 0 ? [`${count(degraded)} more were served degraded.`] : []
  return [
    `${count(failed)} of ${counted(asked, noun(question))} failed; ${allows}${budget}`,
    ...openTexts(unfinished),
    ...fallbacks,
    ...spell(evidence),
  ]
}

/** When what arrived failed, and how that lies to the end of the faults. */
function spell(evidence: AvailabilityEvidence): string[] {
  const { failing, failedFromMs, outlastedMs, course } = evidence
  if (failing === undefined) return []
  const arrivals = `arrivals ${between(failing)}`
  const span =
    failedFromMs === undefined
      ? `Failing ${arrivals}`
      : `Failing from t=${moment(failedFromMs)} on, of ${arrivals}`
  if (outlastedMs === undefined) return [`${span}.`]
  if (outlastedMs === 0) return [`${span}, none after the last fault ended.`]
  const after = `${moment(outlastedMs)} after the last fault ended`
  const recovered = failing.toMs !== course.at(-1)?.toMs
  return [recovered ? `${span}, up to ${after}.` : `${span}: not recovered ${after}.`]
}

function courseLane({ course }: AvailabilityEvidence, horizonMs: number): Lane {
  const row = courseRow(course, horizonMs, { scale: [0, 1], worst: 'least' })
  const values = course.map(point => point.value ?? 1)
  return { name: 'avail', row, note: `min ${formatShare(Math.min(...values))}` }
}
