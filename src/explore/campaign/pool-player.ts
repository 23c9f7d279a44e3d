/** Plays trials in threads of this process, as many at a time as there are cores. */
import { availableParallelism } from 'node:os'
import type { Tinypool } from 'tinypool'
import { UsageError } from '../../kernel/errors.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Player, Playing } from '../search/player.ts'
import type { TrialResult } from '../search/trial.ts'
import { deal } from '../series/dealing.ts'
import { openPool, type Reply, runIn, shared } from '../series/pool.ts'
import type { Task } from './pool-worker.ts'

/** What a thread calls. */
const ENTRY = 'src/explore/campaign/pool-worker.ts'

/** What is played, and by how many. */
export type PoolOptions = {
  /** The absolute path of the file whose default export is the exploration. */
  readonly file: string
  /** The seed of the search; what the file says of it does not count. */
  readonly seed: string
  /** Whether trials vary what was found before. */
  readonly guided: boolean
  /** Whether every trial is played to its end. */
  readonly whole: boolean
  /** How many threads. Default: as many as cores. */
  readonly workers?: number | undefined
}

/** Plays trials in worker threads, each of which imports the exploration's file. */
export class PoolPlayer implements Player {
  readonly workers: number
  readonly #options: PoolOptions
  #pool: Promise<Tinypool> | undefined
  #sent: Sent | undefined

  constructor(options: PoolOptions) {
    this.#options = options
    this.workers = options.workers ?? availableParallelism()
  }

  async play(trials: readonly number[], playing: Playing): Promise<readonly TrialResult[]> {
    const { corpus, signal, isWanted, played } = playing
    if (signal.aborted) return []
    const pool = await (this.#pool ??= openPool(ENTRY, this.workers))
    const { file, seed, guided, whole } = this.#options
    const frame = { file, seed, guided, whole, ...this.#shared(corpus) }
    const stop = (): void => void this.close()
    signal.addEventListener('abort', stop, { once: true })
    const done = new Map<number, TrialResult>()
    try {
      await deal({
        variants: trials,
        threads: this.workers,
        run: trial => runIn<TrialResult>(pool, { ...frame, trial } satisfies Task),
        done: (replied, trial) => {
          // Of what is not wanted any more it does not matter how it ended.
          if (!isWanted(trial)) return
          const result = resultOf(trial, replied)
          done.set(trial, result)
          played(result)
        },
        isWanted,
        signal,
      })
      return trials.flatMap(trial => done.get(trial) ?? [])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  async close(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    await (await pool)?.destroy()
  }

  /** Written once as long as nothing is learned: a corpus that learns has a new list of finds. */
  #shared(corpus: Corpus): Pick<Task, 'generation' | 'corpus'> {
    if (this.#sent?.finds !== corpus.finds) {
      const generation = (this.#sent?.generation ?? -1) + 1
      this.#sent = { finds: corpus.finds, generation, corpus: shared(corpus.toJSON()) }
    }
    const { generation, corpus: memory } = this.#sent
    return { generation, corpus: memory }
  }
}

/** A corpus in shared memory, and what tells that it is still the same. */
type Sent = Pick<Task, 'generation' | 'corpus'> & { readonly finds: Corpus['finds'] }

/** What came of a trial. */
function resultOf(trial: number, replied: Reply<TrialResult> | Error): TrialResult {
  if (replied instanceof Error) throw death(trial, replied)
  if ('problems' in replied) throw new UsageError(replied.problems)
  if ('failed' in replied) throw new Error(replied.failed)
  return replied.result
}

const death = (trial: number, { message }: Error): UsageError =>
  new UsageError({
    what: `the thread that played trial ${trial} died: ${message}`,
    fix: 'a goal leaves nothing behind that fails later: no promise, and no timer',
  })
