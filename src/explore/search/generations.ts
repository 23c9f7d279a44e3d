/** Plays generation after generation, until something does not hold or the budget is used up. */
import type { Exploration } from '../exploration.ts'
import type { Totals } from '../findings.ts'
import { Corpus } from './corpus.ts'
import { endsSearch, type Found, foundIn } from './found.ts'
import { scheduleData } from './judge.ts'
import { planTrial } from './plan.ts'
import { GENERATION, type Player } from './player.ts'
import { emptyTotals, withResult } from './totals.ts'
import type { TrialResult } from './trial.ts'

/** What the generations came to. */
export type Generations = {
  readonly totals: Totals
  readonly found: Found | undefined
  /** Whether trials are missing of those that were begun. */
  readonly isCut: boolean
}

/** Who plays, who is told of each trial, and what stops it. */
export type Search = {
  readonly player: Player
  readonly told: (result: TrialResult) => void
  readonly signal: AbortSignal
}

/** Plays the trials of an exploration. */
export async function playGenerations(
  exploration: Exploration,
  search: Search,
): Promise<Generations> {
  const { runs, guided } = exploration.options
  const corpus = new Corpus()
  let totals = emptyTotals
  for (let from = 0; from < runs; from += GENERATION) {
    const { results, isCut } = await playOne(generationFrom(from, runs), corpus, search)
    totals = results.reduce(withResult, totals)
    const found = foundIn(results)
    if (found !== undefined || isCut) return { totals, found, isCut }
    if (guided) corpus.learn(results, trial => scheduleData(planTrial(exploration, trial, corpus)))
  }
  return { totals, found: undefined, isCut: false }
}

type Played = { readonly results: readonly TrialResult[]; readonly isCut: boolean }

/**
 * Plays a generation, up to the first trial that ends the search: of those behind it nothing is
 * told, not even by a thread that was quicker, so who plays them does not matter.
 */
async function playOne(
  trials: readonly number[],
  corpus: Corpus,
  { player, told, signal }: Search,
): Promise<Played> {
  let last = trials[trials.length - 1]
  const played = (result: TrialResult): void => {
    if (endsSearch(result)) last = Math.min(last, result.trial)
    told(result)
  }
  const isWanted = (trial: number): boolean => trial <= last
  const all = await player.play(trials, { corpus, played, isWanted, signal })
  const results = all.filter(({ trial }) => isWanted(trial))
  return { results, isCut: results.length < trials.filter(isWanted).length }
}

/** The trials that learn nothing from each other, beginning with one. */
const generationFrom = (from: number, runs: number): readonly number[] =>
  Array.from({ length: Math.min(GENERATION, runs - from) }, (_, i) => from + i)
