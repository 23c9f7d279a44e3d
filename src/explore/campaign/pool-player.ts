/** Plays trials in threads of this process, as many at a time as there are cores. */
import { availableParallelism } from 'node:os'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Tinypool } from 'tinypool'
import { UsageError } from '../../kernel/errors.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Player, Playing } from '../search/player.ts'
import type { TrialResult } from '../search/trial.ts'
import { isFromSources, ownFile } from './package.ts'
import type { Reply, Task } from './pool-worker.ts'

/** What is played, and by how many. */
export type PoolOptions = {
  /** The absolute path of the file whose default export is the exploration. */
  readonly file: string
  /** The seed of the search; what the file says of it does not count. */
  readonly seed: string
  /** Whether trials vary what was found before. */
  readonly guided: boolean
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
    const { corpus, signal } = playing
    if (signal.aborted) return []
    const pool = await (this.#pool ??= openPool(this.workers))
    const { file, seed, guided } = this.#options
    const frame = { file, seed, guided, ...this.#shared(corpus) }
    const stop = (): void => void this.close()
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await new Dealing(trials, playing, trial => run(pool, { ...frame, trial })).done(
        this.workers,
      )
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
      this.#sent = { finds: corpus.finds, generation, corpus: sharedJson(corpus) }
    }
    const { generation, corpus: shared } = this.#sent
    return { generation, corpus: shared }
  }
}

/** A corpus in shared memory, and what tells that it is still the same. */
type Sent = Pick<Task, 'generation' | 'corpus'> & { readonly finds: Corpus['finds'] }

/** What a thread replies, or what it died of. */
type Replied = Reply | Error

/** Deals out trials to threads: each takes one, and the next as soon as it is done. */
class Dealing {
  readonly #trials: readonly number[]
  readonly #playing: Playing
  readonly #run: (trial: number) => Promise<Replied>
  readonly #done = new Map<number, TrialResult>()
  #dealt = 0

  constructor(
    trials: readonly number[],
    playing: Playing,
    run: (trial: number) => Promise<Replied>,
  ) {
    this.#trials = trials
    this.#playing = playing
    this.#run = run
  }

  /**
   * @returns the results, as soon as all are there that are still wanted: a thread may then be
   * busy with one that is not
   */
  async done(threads: number): Promise<readonly TrialResult[]> {
    await new Promise<void>((resolve, reject) => {
      const lanes = Array.from({ length: threads }, () => this.#lane(resolve))
      Promise.all(lanes).then(() => resolve(), reject)
    })
    return this.#trials.flatMap(trial => this.#done.get(trial) ?? [])
  }

  async #lane(finish: () => void): Promise<void> {
    const { signal } = this.#playing
    for (let trial = this.#next(); trial !== undefined; trial = this.#next()) {
      if (signal.aborted) return
      const replied = await this.#run(trial)
      if (signal.aborted && replied instanceof Error) return
      // Of what is not wanted any more it does not matter how it ended.
      if (this.#playing.isWanted(trial)) this.#take(trial, replied)
      if (this.#isDone) finish()
    }
  }

  #next(): number | undefined {
    while (this.#dealt < this.#trials.length) {
      const trial = this.#trials[this.#dealt++]
      if (this.#playing.isWanted(trial)) return trial
    }
    return undefined
  }

  get #isDone(): boolean {
    return this.#trials.every(trial => this.#done.has(trial) || !this.#playing.isWanted(trial))
  }

  #take(trial: number, replied: Replied): void {
    if (replied instanceof Error) throw death(trial, replied)
    if ('problems' in replied) throw new UsageError(replied.problems)
    if ('failed' in replied) throw new Error(replied.failed)
    this.#done.set(trial, replied.result)
    this.#playing.played(replied.result)
  }
}

const death = (trial: number, { message }: Error): UsageError =>
  new UsageError({
    what: `the thread that played trial ${trial} died: ${message}`,
    fix: 'a goal leaves nothing behind that fails later: no promise, and no timer',
  })

async function run(pool: Tinypool, task: Task): Promise<Replied> {
  try {
    return (await pool.run(task)) as Reply
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function openPool(workers: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool')
  const pool = new Tinypool({
    filename: entryOfWorker(),
    minThreads: workers,
    maxThreads: workers,
  })
  // A thread that dies while it has nothing to do is replaced.
  pool.on('error', () => undefined)
  return pool
}

/** Threads know no TypeScript: from the sources they are taught first. */
function entryOfWorker(): string {
  const { href } = pathToFileURL(ownFile('src/explore/campaign/pool-worker.ts'))
  if (!isFromSources) return href
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(
    /\.cjs$/,
    '.mjs',
  )
  const lines = [
    `import { register } from ${JSON.stringify(tsx)}`,
    'register()',
    `const { default: play } = await import(${JSON.stringify(href)})`,
    'export default play',
  ]
  return `data:text/javascript,${encodeURIComponent(lines.join('\n'))}`
}

function sharedJson(corpus: Corpus): SharedArrayBuffer {
  const bytes = Buffer.from(JSON.stringify(corpus))
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared
}
