/** Plays every trial of a campaign, whatever breaks, in generations that learn from each other. */
import type { Exploration } from '../exploration.ts'
import { Corpus } from '../search/corpus.ts'
import { scheduleData } from '../search/judge.ts'
import { planTrial } from '../search/plan.ts'
import { GENERATION, type Player } from '../search/player.ts'
import type { TrialResult } from '../search/trial.ts'
import { type Shard, trialsOf } from './shard.ts'

/** How a campaign is played. */
export type CampaignOptions = {
  readonly player: Player
  /** Which part of it; shards learn nothing from each other, so none is guided. */
  readonly shard?: Shard | undefined
  /** What is done already. */
  readonly known?: readonly TrialResult[]
  /** Told of each trial as soon as it is done, in any order. */
  readonly played: (result: TrialResult) => void
  readonly signal: AbortSignal
}

/** A campaign plays all of its trials, whatever breaks. */
const isWanted = (): boolean => true

/** What is not finished would teach something on a quicker machine: nobody goes on without it. */
const isFinished = ({ verdict }: TrialResult): boolean => verdict !== 'unfinished'

/** So many trials are handed out at once where none learns from another. */
const UNGUIDED = 1_024

/**
 * Plays a campaign to its end, or until its signal.
 *
 * @returns the results in the order of trials; fewer than there are trials when it was stopped
 */
export async function playCampaign(
  exploration: Exploration,
  { player, shard, known = [], played, signal }: CampaignOptions,
): Promise<readonly TrialResult[]> {
  const { runs, guided } = exploration.options
  const done = new Map(known.map(result => [result.trial, result]))
  const corpus = new Corpus()
  const generation = guided ? GENERATION : UNGUIDED
  for (const trials of inPieces(trialsOf(runs, shard), generation)) {
    if (signal.aborted) break
    const left = trials.filter(trial => !done.has(trial))
    const results =
      left.length === 0 ? [] : await player.play(left, { corpus, played, isWanted, signal })
    for (const result of results) done.set(result.trial, result)
    if (!guided) continue
    const learned = trials.flatMap(trial => done.get(trial) ?? []).filter(isFinished)
    if (learned.length < trials.length) break
    corpus.learn(learned, trial => scheduleData(planTrial(exploration, trial, corpus)))
  }
  return [...done.values()].sort((a, b) => a.trial - b.trial)
}

function* inPieces<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}
