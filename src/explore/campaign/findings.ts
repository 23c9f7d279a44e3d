/** What a campaign found: the sums of its trials, and the least schedule that breaks a goal. */
import type { Exploration } from '../exploration.ts'
import { type Ending, type Findings, neverSeen, searchVerdict } from '../findings.ts'
import { counterexampleOf, type Watching } from '../search/counterexample.ts'
import { foundIn } from '../search/found.ts'
import { keepIn, type Known, nothingKnown } from '../search/known.ts'
import { pairsOf } from '../search/pairs.ts'
import { emptyTotals, withResult } from '../search/totals.ts'
import type { TrialResult } from '../search/trial.ts'

/** How it ended, and where what broke is kept; nowhere, if nothing is said. */
export type Ended = Watching & { readonly ending: Ending; readonly known?: Known }

/**
 * Adds up results, and shrinks the first that broke a goal.
 *
 * @param results in the order of trials
 */
export async function findingsIn(
  exploration: Exploration,
  results: readonly TrialResult[],
  { ending, known = nothingKnown, ...watching }: Ended,
): Promise<Findings> {
  const { name, options, space } = exploration
  const totals = results.reduce(withResult, emptyTotals)
  const found = foundIn(results)
  const counterexample = found && (await counterexampleOf(exploration, found, watching))
  if (counterexample !== undefined) keepIn(known, counterexample)
  const never = neverSeen(options.sometimes, totals)
  return {
    verdict: searchVerdict({ ending, totals, never, counterexample }),
    name,
    seed: options.seed,
    ending,
    of: options.runs,
    totals,
    never,
    pairs: pairsOf(space, totals),
    counterexample,
    known: { played: 0, held: 0 },
    warnings: known.warnings,
  }
}

/** The numbers of the trials that did not hold. */
export const failuresIn = (results: readonly TrialResult[]): readonly number[] =>
  results.filter(({ verdict }) => verdict !== 'held').map(({ trial }) => trial)
