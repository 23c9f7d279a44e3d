/** Plays trials in threads of this process, as many at a time as there are cores. */
import { availableParallelism } from 'node:os'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Tinypool } from 'tinypool'
import { UsageError } from '../../kernel/errors.ts'
import type { Corpus } from '../search/corpus.ts'
import type { Player } from '../search/player.ts'
import type { TrialResult } from '../search/trial.ts'
import { Chunks } from './chunks.ts'
import { isFromSources, ownFile } from './package.ts'
import type { Chunk, Reply } from './pool-worker.ts'

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

  async play(
    trials: readonly number[],
    corpus: Corpus,
    played: (result: TrialResult) => void,
    signal: AbortSignal,
  ): Promise<readonly TrialResult[]> {
    if (signal.aborted) return []
    const done = new Map<number, TrialResult>()
    const keep = (result: TrialResult): void => {
      done.set(result.trial, result)
      played(result)
    }
    const stop = (): void => void this.close()
    signal.addEventListener('abort', stop, { once: true })
    try {
      await this.#playAll(trials, corpus, keep, signal)
    } finally {
      signal.removeEventListener('abort', stop)
    }
    return trials.flatMap(trial => done.get(trial) ?? [])
  }

  async close(): Promise<void> {
    const pool = this.#pool
    this.#pool = undefined
    await (await pool)?.destroy()
  }

  /** Every thread takes a chunk, and the next as soon as it is done. */
  async #playAll(
    trials: readonly number[],
    corpus: Corpus,
    keep: (result: TrialResult) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const pool = await (this.#pool ??= openPool(this.workers))
    const { file, seed, guided } = this.#options
    const frame = { file, seed, guided, ...this.#shared(corpus) }
    const chunks = new Chunks(trials, this.workers)
    const lane = async (): Promise<void> => {
      for (let some = chunks.next(); some.length > 0; some = chunks.next()) {
        if (!(await playChunk(pool, { ...frame, trials: some }, keep, signal))) return
      }
    }
    await Promise.all(Array.from({ length: this.workers }, lane))
  }

  /** Written once as long as nothing is learned: a corpus that learns has a new list of finds. */
  #shared(corpus: Corpus): Pick<Chunk, 'generation' | 'corpus'> {
    if (this.#sent?.finds !== corpus.finds) {
      const generation = (this.#sent?.generation ?? -1) + 1
      this.#sent = { finds: corpus.finds, generation, corpus: sharedJson(corpus) }
    }
    const { generation, corpus: shared } = this.#sent
    return { generation, corpus: shared }
  }
}

/** A corpus in shared memory, and what tells that it is still the same. */
type Sent = Pick<Chunk, 'generation' | 'corpus'> & { readonly finds: Corpus['finds'] }

/** Whether it was played, and not stopped. */
async function playChunk(
  pool: Tinypool,
  chunk: Chunk,
  keep: (result: TrialResult) => void,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false
  const reply = await run(pool, chunk, signal)
  if (reply === 'stopped') return false
  if (reply instanceof Error) return playSingly(pool, chunk, keep, signal, reply)
  for (const result of reply.results) keep(result)
  if (reply.problems !== undefined) throw new UsageError(reply.problems)
  if (reply.failed !== undefined) throw new Error(reply.failed.why)
  return true
}

/** A thread died: its trials are played again one by one, to see which of them it is. */
async function playSingly(
  pool: Tinypool,
  chunk: Chunk,
  keep: (result: TrialResult) => void,
  signal: AbortSignal,
  death: Error,
): Promise<boolean> {
  const [first, ...others] = chunk.trials
  if (others.length === 0) {
    throw new UsageError({
      what: `the thread that played trial ${first} died: ${death.message}`,
      fix: 'a goal leaves nothing behind that fails later: no promise, and no timer',
    })
  }
  for (const trial of chunk.trials) {
    if (!(await playChunk(pool, { ...chunk, trials: [trial] }, keep, signal))) return false
  }
  return true
}

/** What a thread replies, or what it died of. */
async function run(
  pool: Tinypool,
  chunk: Chunk,
  signal: AbortSignal,
): Promise<Reply | Error | 'stopped'> {
  try {
    return (await pool.run(chunk)) as Reply
  } catch (error) {
    if (signal.aborted) return 'stopped'
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
