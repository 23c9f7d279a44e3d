/** A verdict on a circuit breaker as text. */
import type { CircuitEvidence } from '../../judge/circuit.ts'
import type { Verdict } from '../../judge/verdict.ts'
import type { Ms } from '../../kernel/units.ts'
import { outcomeNames } from '../../record/outcome.ts'
import { ruleText } from '../rule-text.ts'
import { breakerLane, courseRow, type Lane } from '../lanes.ts'
import { beside, count, counted, moment, stated } from '../numbers.ts'
import { subject } from '../subject.ts'
import { knownText, tell, type Telling, unknownText } from '../telling.ts'

/** Why a breaker was to have opened and did not, or was not to and did. */
export function circuitText(
  verdict: Verdict<CircuitEvidence>,
  goal: { readonly call: string; readonly withinMs: Ms | undefined },
  telling: Telling,
): string {
  const { run, question, isNot } = telling
  const { call, withinMs } = goal
  return tell(
    verdict,
    evidence => {
      const wanted = wantedText(evidence, isNot)
      const breaker = `breaker of ${call}`
      const headline = `${subject(run, question)}: ${breaker} ${openedText(evidence)}, ${wanted}`
      const lanes = lanesOf(evidence, run.recording.grid.horizonMs)
      return knownText(
        { ...telling, question: { on: call, ...question } },
        { headline, counts: countsIn(evidence), lanes },
      )
    },
    reason => {
      const within = withinMs === undefined ? '' : ` within ${stated(withinMs)}`
      const wanted = `wanted the breaker of ${call} ${isNot ? 'not ' : ''}to open${within}`
      return unknownText(telling, { wanted, reason })
    },
  )
}

const origins = {
  window: 'the beginning of the window',
  fault: 'the first fault',
  run: 'the start of the run',
} as const

function openedText({ openedMs, origin, withinMs }: CircuitEvidence): string {
  if (openedMs === undefined) return 'never opened'
  if (withinMs === undefined) return `opened at t=${moment(openedMs)}`
  return `opened ${beside(withinMs, openedMs - origin.atMs, moment)} after ${origins[origin.is]}`
}

function wantedText({ withinMs, origin, openedMs }: CircuitEvidence, isNot: boolean): string {
  if (withinMs === undefined) return isNot ? 'wanted it to stay closed' : 'wanted it to open'
  const of = openedMs === undefined ? ` of ${origins[origin.is]}` : ''
  return `wanted it ${isNot ? 'not ' : ''}open within ${stated(withinMs)}${of}`
}

function countsIn(evidence: CircuitEvidence): string[] {
  const { rules, attempts, firstFailedMs, origin } = evidence
  const ends = outcomeNames.filter(name => attempts.outcomes[name] > 0)
  const outcomes = ends.map(name => `${count(attempts.outcomes[name])} ${name}`).join(', ')
  const first =
    firstFailedMs === undefined
      ? 'No attempt failed.'
      : `The first attempt failed at t=${moment(firstFailedMs)}.`
  const fault = origin.is === 'fault' ? ` The first fault began at t=${moment(origin.atMs)}.` : ''
  return [
    ...rules.map(ruleText),
    `${counted(attempts.issued, 'attempt')}: ${outcomes}.`,
    `${first}${fault}`,
  ]
}

function lanesOf({ course, transitions }: CircuitEvidence, horizonMs: Ms): Lane[] {
  const most = course.reduce((top, { value = 0 }) => Math.max(top, value), 0)
  const notes = [`max ${count(most)} per slot`]
  const failing = { name: 'failing', row: courseRow(course, horizonMs), notes }
  return [failing, breakerLane(transitions, horizonMs)]
}
