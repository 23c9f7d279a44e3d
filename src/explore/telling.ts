/** What an exploration that failed says in one breath; the command line tells it at length. */
import { formatMs } from '../kernel/units.ts'
import { testText } from './counterexample/test-text.ts'
import type { Exploration } from './exploration.ts'
import type { Counterexample, Findings, Margin } from './findings.ts'

const verdicts: { readonly [verdict in Counterexample['verdict']]: string } = {
  broken: 'a goal is broken',
  unknown: 'there was nothing to judge',
  threw: 'a goal failed by itself',
  endless: 'a run has no end',
  flaky: 'a goal does not judge the same run the same',
}

/** Why an exploration failed: with which faults, what the goal said, how to have it again. */
export function brokenText(
  exploration: Exploration,
  findings: Findings,
  counterexample: Counterexample,
): string {
  const { verdict, faults, message, margins, seed } = counterexample
  return [
    `exploration "${exploration.name}": ${verdicts[verdict]}${withFaults(faults.length)}`,
    ...faults.map(fault => `  ${fault}`),
    '',
    message,
    '',
    ...margins.flatMap(marginText),
    `seed '${seed}'; ${foundText(findings, counterexample)}`,
    ...endingText(findings),
    ...pasteText(exploration, counterexample),
  ].join('\n')
}

function withFaults(count: number): string {
  if (count === 0) return ', even when nothing goes wrong'
  return count === 1 ? ' by one fault' : ` by ${count} faults`
}

/** From where on a fault does harm, if that is from one value on. */
function marginText({ fault, dial, sweep, isMonotone }: Margin): string[] {
  const weakest = sweep.findIndex(({ held }) => !held)
  if (!isMonotone || weakest < 1) return []
  const [held, broken] = [sweep[weakest - 1], sweep[weakest]].map(step =>
    valueText(dial, step.value),
  )
  return [`${fault.cause.kind} ${fault.target}: held with ${dial} ${held}, not with ${broken}`]
}

const valueText = (dial: string, value: number): string =>
  dial === 'for' || dial === 'by' || dial === 'ahead' ? formatMs(value) : `${value}`

function foundText({ of }: Findings, { trial, code, shrinking }: Counterexample): string {
  const from = trial === null ? `known as ${code}` : `found by trial ${trial} of ${of}`
  const { runs, isMinimal } = shrinking
  return `${from}, ${isMinimal ? 'the least' : 'perhaps not the least'} after ${runs} more runs`
}

function endingText({ ending, totals: { trials }, of }: Findings): string[] {
  return ending === 'done'
    ? []
    : [`The search was cut short (${ending}): ${trials} of ${of} trials.`]
}

/** The test that says it again; where it would have to declare the system too, only its name. */
function pasteText(exploration: Exploration, counterexample: Counterexample): string[] {
  const { store, declared } = exploration.options
  const kept = store === false ? [] : [`kept in ${store} as ${counterexample.code}`]
  if (declared === undefined) return kept
  return [...kept, '', 'The test to paste:', '', testText(counterexample, exploration)]
}

/** Why a search that found nothing counts for nothing. */
export function unfinishedText({ name, ending, totals: { trials }, of }: Findings): string {
  return [
    `exploration "${name}": ${ending} after ${trials} of ${of} trials; nothing broke so far`,
    '  fix:   give it more time or fewer runs; with `time` and no `runs`, the time is all it needs',
  ].join('\n')
}
