/** A verdict on availability as text. */
import type { AvailabilityEvidence } from '../../judge/availability.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { formatShare } from '../../kernel/units.ts'
import { courseRow, type Lane } from '../lanes.ts'
import { between, count, counted, factor, moment } from '../numbers.ts'
import { noun, openTexts, subject } from '../subject.ts'
import { type Blamed, knownText, tell, type Telling, unknownText } from '../telling.ts'

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
      return knownText(telling, {
        headline,
        get counts() {
          return countsIn(evidence, telling)
        },
        get lanes() {
          return [courseLane(evidence, run.recording.grid.horizonMs)]
        },
      })
    },
    reason => unknownText(telling, { wanted: `availability ${wanted}`, reason }),
  )
}

function countsIn(evidence: AvailabilityEvidence, { run, question, blame }: Telling): string[] {
  const { failed, asked, unfinished, degraded, atLeast, allowed, budgetSpent } = evidence
  const budget = budgetSpent === undefined ? '' : ` Error budget spent ${factor(budgetSpent)}.`
  const allows = `${formatShare(atLeast)} allows ${allowed === 0 ? 'none' : count(allowed)}.`
  return [
    `${count(failed)} of ${counted(asked, noun(question))} failed; ${allows}${budget}`,
    ...openTexts(unfinished),
    ...degradedText(degraded, blame),
    ...spell(evidence, run.faults.length > 1 ? blame : undefined),
  ]
}

/** What was served with less, and without whom; nothing where only bystanders were missing. */
function degradedText(degraded: number, blame: Blamed | undefined): string[] {
  if (degraded === 0 || (blame !== undefined && blame.lacking.length === 0)) return []
  const without = blame === undefined ? '' : `, without ${blame.lacking.slice(0, 2).join(' or ')}`
  return [`${count(degraded)} more were served degraded${without}.`]
}

/** When what arrived failed, and how that lies to the end of the faults. */
function spell(evidence: AvailabilityEvidence, blame: Blamed | undefined): string[] {
  const { failing, failedFromMs, outlastedMs, course } = evidence
  if (failing === undefined) return []
  const arrivals = `arrivals ${between(failing)}`
  const span =
    failedFromMs === undefined
      ? `Failing ${arrivals}`
      : `Failing from t=${moment(failedFromMs)} on (${arrivals})`
  const isBlamed = blame !== undefined && blame.faults > 0
  const endedMs = isBlamed ? blame.endedMs : undefined
  const lasted = endedMs === undefined ? outlastedMs : Math.max(0, failing.toMs - endedMs)
  const isOpen = blame !== undefined && endedMs === undefined
  if (isOpen || outlastedMs === undefined || lasted === undefined) return [`${span}.`]
  const what = endedMs === undefined ? 'the last fault' : guiltyText(blame?.faults ?? 1)
  if (lasted === 0) return [`${span}, none after ${what} ended.`]
  const after = `${moment(lasted)} after ${what} ended`
  const recovered = failing.toMs !== course.at(-1)?.toMs
  return [recovered ? `${span}, up to ${after}.` : `${span}: not recovered ${after}.`]
}

const guiltyText = (faults: number): string =>
  faults === 1 ? 'the guilty fault' : `the ${count(faults)} guilty faults`

function courseLane({ course }: AvailabilityEvidence, horizonMs: number): Lane {
  const row = courseRow(course, horizonMs, { scale: [0, 1], worst: 'least' })
  const values = course.map(point => point.value ?? 1)
  return { name: 'avail', row, notes: [`min ${formatShare(Math.min(...values))}`] }
}
