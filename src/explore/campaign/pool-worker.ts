/** What a thread of the pool does: it imports the exploration itself, and plays trials of it. */
import { scheduler } from 'node:timers/promises'
import { inTurn } from '../../virtual/turn.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { Exploration } from '../exploration.ts'
import { Corpus, type CorpusData } from '../search/corpus.ts'
import type { TrialResult } from '../search/trial.ts'
import { loadExploration } from '../load.ts'
import { type Reply, unshared } from '../series/pool.ts'
import { playTrial, TrialError } from './play.ts'

/** A trial to play. */
export type Task = {
  readonly file: string
  readonly seed: string
  readonly guided: boolean
  readonly whole: boolean
  readonly trial: number
  /** Tells one corpus from the next. */
  readonly generation: number
  /** The corpus: shared memory, so that it is written once and not sent with each trial. */
  readonly corpus: SharedArrayBuffer
}

let explored: Exploration | undefined
let learned = { generation: -1, corpus: new Corpus() }

/** Plays a trial. One pool plays one exploration, so it is loaded once. */
export default async function play(task: Task): Promise<Reply<TrialResult>> {
  try {
    explored ??= await loadFor(task)
    const exploration = explored
    const result = await inTurn(() => playTrial(exploration, task.trial, corpusOf(task)))
    // What a goal left behind fails now, in its own trial, or not at all.
    await scheduler.yield()
    return { result }
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems }
    if (!(error instanceof TrialError)) throw error
    return { failed: error.message }
  }
}

async function loadFor({ file, seed, guided, whole }: Task): Promise<Exploration> {
  const { exploration } = await loadExploration(file, process.cwd())
  return exploration.with({ seed, guided, whole })
}

function corpusOf({ generation, corpus }: Task): Corpus {
  if (learned.generation !== generation) {
    const data = unshared(corpus) as CorpusData
    learned = { generation, corpus: Corpus.from(data) }
  }
  return learned.corpus
}
