/** What an exploration that failed says in one breath; the command line tells it at length. */
import type { Counterexample, Findings } from './findings.ts'

const verdicts: { readonly [verdict in Counterexample['verdict']]: string } = {
  broken: 'a goal is broken',
  unknown: 'there was nothing to judge',
  threw: 'a goal failed by itself',
  endless: 'a run has no end',
  flaky: 'a goal does not judge the same run the same',
}

/** Why an exploration failed: with which faults, what the goal said, how to have it again. */
export function brokenText(
  { name, totals, ending, of }: Findings,
  { verdict, faults, message, seed, trial, shrinking, code }: Counterexample,
): string {
  const after = trial === null ? `known as ${code}` : `found by trial ${trial} of ${of}`
  const cut = ending === 'done' ? [] : [`The search was cut short (${ending}) at ${totals.trials}.`]
  const smaller = shrinking.isMinimal ? [] : ['There may be a smaller one: shrinking did not end.']
  return [
    `exploration "${name}": ${verdicts[verdict]}${withFaults(faults)}`,
    ...faults.map(fault => `  ${fault}`),
    '',
    message,
    '',
    `${after}, after ${shrinking.runs} runs to shrink it; seed '${seed}'`,
    ...cut,
    ...smaller,
  ].join('\n')
}

const withFaults = ({ length }: Counterexample['faults']): string =>
  length === 0
    ? ' even when nothing goes wrong'
    : length === 1
      ? ' by one fault'
      : ` by ${length} faults`

/** Why a search that found nothing counts for nothing. */
export function unfinishedText({ name, ending, totals: { trials }, of }: Findings): string {
  return [
    `exploration "${name}": ${ending} after ${trials} of ${of} trials; nothing broke so far`,
    '  fix:   give it more time or fewer runs; with `time` and no `runs`, the time is all it needs',
  ].join('\n')
}
