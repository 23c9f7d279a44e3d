/** A verdict on a percentile of latency as text. */
import type { LatencyEvidence } from '../../judge/latency.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { formatMs, formatShare } from '../../kernel/units.ts'
import { courseRow, type Lane } from '../lanes.ts'
import { beside, count, counted, stated } from '../numbers.ts'
import { noun, openTexts, subject } from '../subject.ts'
import { knownText, tell, type Telling, unknownText } from '../telling.ts'

/** Why a goal for latency failed, or, if its opposite was wanted, why it held. */
export function latencyText(
  verdict: Verdict<LatencyEvidence>,
  goal: { readonly percentile: `p${number}`; readonly limitMs: number },
  telling: Telling,
): string {
  const { run, question, isNot } = telling
  const name = goal.percentile
  const wanted = `wanted ${isNot ? '>' : '<='} ${stated(goal.limitMs)}`
  return tell(
    verdict,
    evidence => {
      const took = `${name} ${beside(goal.limitMs, evidence.actualMs)}`
      const headline = `${subject(run, question)}: ${took}, ${wanted}`
      return knownText(telling, {
        headline,
        get counts() {
          return countsIn(name, evidence, telling)
        },
        get lanes() {
          return [courseLane(name, evidence, run.recording.grid.horizonMs)]
        },
      })
    },
    reason => unknownText(telling, { wanted: `${name} ${wanted}`, reason }),
  )
}

function countsIn(name: string, evidence: LatencyEvidence, { question }: Telling): string[] {
  const { over, asked, unfinished, limitMs, percentile, overInFault } = evidence
  const { p50Ms, p90Ms, maxMs } = evidence
  const limit = stated(limitMs)
  const said = (ms: number): string => beside(limitMs, ms)
  const share = `${formatShare(over / asked)}; ${name} allows ${formatShare(1 - percentile)}`
  const when =
    overInFault === undefined
      ? []
      : [`${Math.round(overInFault * 100)}% of those arrived while a fault was in force.`]
  return [
    `${count(over)} of ${counted(asked, noun(question))} took over ${limit} (${share}).`,
    ...openTexts(unfinished),
    ...when,
    `p50 ${said(p50Ms)}, p90 ${said(p90Ms)}, max ${said(maxMs)}.`,
    'Latency counts from arrival; waiting, retries and failures are included.',
  ]
}

function courseLane(name: string, { course }: LatencyEvidence, horizonMs: number): Lane {
  const top = course.reduce((most, { value = 0 }) => Math.max(most, value), 0)
  return { name, row: courseRow(course, horizonMs), notes: [`max ${formatMs(top)}`] }
}
