/** What a thread of the pool does: it imports the exploration itself, and plays trials of it. */
import { scheduler } from 'node:timers/promises'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import type { Exploration } from '../exploration.ts'
import { Corpus, type CorpusData } from '../search/corpus.ts'
import type { TrialResult } from '../search/trial.ts'
import { loadExploration } from '../load.ts'
import { playTrial, TrialError } from './play.ts'

/** Some trials to play. */
export type Chunk = {
  readonly file: string
  readonly seed: string
  readonly guided: boolean
  readonly trials: readonly number[]
  /** Tells one corpus from the next. */
  readonly generation: number
  /** The corpus as JSON: shared memory, so that it is written once and not sent with each chunk. */
  readonly corpus: SharedArrayBuffer
}

/** What came of them: results, and why there are no more. */
export type Reply = {
  readonly results: readonly TrialResult[]
  /** Mistakes in the file. */
  readonly problems?: readonly Problem[]
  /** A trial that could not be played. */
  readonly failed?: { readonly trial: number; readonly why: string }
}

let explored: Exploration | undefined
let learned = { generation: -1, corpus: new Corpus() }

/** Plays a chunk. One pool plays one exploration, so it is loaded once. */
export default async function playChunk(chunk: Chunk): Promise<Reply> {
  const results: TrialResult[] = []
  try {
    explored ??= await loadFor(chunk)
    playAll(explored, chunk, results)
    // What a goal left behind fails now, in its own chunk, or not at all.
    await scheduler.yield()
    return { results }
  } catch (error) {
    if (error instanceof UsageError) return { results, problems: error.problems }
    if (!(error instanceof TrialError)) throw error
    return { results, failed: { trial: error.trial, why: error.message } }
  }
}

async function loadFor({ file, seed, guided }: Chunk): Promise<Exploration> {
  const { exploration } = await loadExploration(file, process.cwd())
  return exploration.with({ seed, guided })
}

function playAll(exploration: Exploration, chunk: Chunk, results: TrialResult[]): void {
  const corpus = corpusOf(chunk)
  for (const trial of chunk.trials) results.push(playTrial(exploration, trial, corpus))
}

function corpusOf({ generation, corpus }: Chunk): Corpus {
  if (learned.generation !== generation) {
    const data = JSON.parse(Buffer.from(corpus).toString()) as CorpusData
    learned = { generation, corpus: Corpus.from(data) }
  }
  return learned.corpus
}
