/** Plays generation after generation, until something does not hold or the budget is used up. */
import type { Exploration } from '../exploration.ts'
import type { Totals } from '../findings.ts'
import { Corpus } from './corpus.ts'
import { type Found, foundIn } from './found.ts'
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
export type Playing = {
  readonly player: Player
  readonly told: (result: TrialResult) => void
  readonly signal: AbortSignal
}

/** Plays the trials of an exploration. */
export async function playGenerations(
  exploration: Exploration,
  { player, told, signal }: Playing,
): Promise<Generations> {
  const { runs, guided } = exploration.options
  const corpus = new Corpus()
  let totals = emptyTotals
  for (let from = 0; from < runs; from += GENERATION) {
    const trials = generationFrom(from, runs)
    const results = await player.play(trials, corpus, told, signal)
    totals = results.reduce(withResult, totals)
    const [found, isCut] = [foundIn(results), results.length < trials.length]
    if (found !== undefined || isCut) return { totals, found, isCut }
    if (guided) corpus.learn(results, trial => scheduleData(planTrial(exploration, trial, corpus)))
  }
  return { totals, found: undefined, isCut: false }
}

/** The trials that learn nothing from each other, beginning with one. */
const generationFrom = (from: number, runs: number): readonly number[] =>
  Array.from({ length: Math.min(GENERATION, runs - from) }, (_, i) => from + i)
