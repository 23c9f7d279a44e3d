/** The part that one worker takes in one campaign: jobs in, results out. */
import { readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import type { Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { UsageError } from '../../../kernel/errors.ts'
import { shown } from '../../../kernel/schema.ts'
import { placeIn } from '../../inside.ts'
import { loadExploration } from '../../load.ts'
import { Corpus } from '../../search/corpus.ts'
import type { TrialResult } from '../../search/trial.ts'
import { differences, type Header, headerOf, sourceDigest } from '../header.ts'
import { PoolPlayer } from '../pool-player.ts'
import { trialLine } from '../result-lines.ts'
import {
  type CorpusNotice,
  keysOf,
  limitKeys,
  LOCK_MS,
  MOST_DEATHS,
  type Notice,
  PREFIX,
  readJob,
  STALLED_EVERY_MS,
} from './contract.ts'
import { loadPackages } from './packages.ts'

/** What a worker can take part in. */
export type Joined = { readonly file: string; readonly header: Header }

/** What is to be played here, by how many, and who is told how many trials were. */
export type PartOptions = Joined & {
  readonly id: string
  readonly concurrency: number
  readonly redis: Redis
  readonly played: (count: number) => void
}

/** What a worker serves. */
export type Served = {
  /** Where files are looked for. */
  readonly folder: string
  /** The only ones that it imports, if some were named. */
  readonly files?: readonly string[] | undefined
}

/**
 * What a worker can take part in, or why it cannot. Whoever can write to Redis does not choose
 * freely what is imported here: it is a file below the folder, one of those that were named, and
 * its text is that of the campaign.
 */
export async function whyNot(
  { file, source, header }: Notice,
  at: Served,
): Promise<Joined | string> {
  const path = servedPath(file, at)
  if (!path.ok) return path.why
  const text = readFileSync(path.value, 'utf8')
  if (sourceDigest(text) !== source) return `the text of ${file} differs`
  try {
    const { seed, guided, runs, whole } = header
    const { exploration } = await loadExploration(path.value, at.folder)
    const own = headerOf(exploration.with({ seed, guided, runs, whole }), text)
    const [difference] = differences(own, header)
    return difference === undefined ? { file: path.value, header } : `it differs in ${difference}`
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems[0].what
  }
}

type ServedPath =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly why: string }

function servedPath(file: string, { folder, files }: Served): ServedPath {
  const place = placeIn(folder, file)
  if (place.is === 'missing') return { ok: false, why: `there is no file ${shown(file)}` }
  if (place.is === 'outside' || isAbsolute(file)) {
    return { ok: false, why: `${file} is not inside ${folder}` }
  }
  const { path: value } = place
  const isServed = files?.some(served => realpathSync(resolve(folder, served)) === value) ?? true
  return isServed ? { ok: true, value } : { ok: false, why: `${file} is not served here` }
}

/** Plays the jobs of one campaign. */
export class Part {
  readonly #options: PartOptions
  readonly #pool: PoolPlayer
  readonly #stop = new AbortController()
  #worker: Worker | undefined
  #known: CorpusNotice & { readonly learned: Corpus } = {
    generation: 0,
    corpus: { seen: [], finds: [] },
    learned: new Corpus(),
  }

  private constructor(options: PartOptions) {
    const { file, header, concurrency } = options
    const { seed, guided, whole } = header
    this.#options = options
    this.#pool = new PoolPlayer({ file, seed, guided, whole, workers: concurrency })
  }

  /** Takes jobs from now on. */
  static async open(options: PartOptions): Promise<Part> {
    const { Worker } = await loadPackages()
    const part = new Part(options)
    const worker = new Worker(options.id, job => part.#play(job.data), {
      connection: options.redis,
      prefix: PREFIX,
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_EVERY_MS,
      maxStalledCount: MOST_DEATHS,
    })
    // The connection tells that it is lost; a job that is lost is played by another.
    worker.on('error', () => undefined)
    part.#worker = worker
    return part
  }

  /** Leaves: jobs that are begun are played to their end. */
  async close(): Promise<void> {
    await this.#worker?.close()
    this.#stop.abort()
    await this.#pool.close()
  }

  /** Plays a job. Twice does no harm: the same trial has the same result. */
  async #play(data: unknown): Promise<void> {
    const job = readJob(data)
    if (!job.ok) throw new UsageError(job.problems)
    const { trials, generation } = job.value
    const corpus = await this.#corpusOf(generation)
    if (corpus === undefined) return
    const results = await this.#pool.play(trials, {
      corpus,
      played: () => undefined,
      isWanted: () => true,
      signal: this.#stop.signal,
    })
    await this.#hand(results)
    this.#options.played(results.length)
  }

  /** Undefined for a generation that is over. */
  async #corpusOf(generation: number): Promise<Corpus | undefined> {
    if (this.#known.generation !== generation) {
      const text = await this.#options.redis.get(keysOf(this.#options.id).corpus)
      if (text === null) return undefined
      const notice = JSON.parse(text) as CorpusNotice
      this.#known = { ...notice, learned: Corpus.from(notice.corpus) }
    }
    return this.#known.generation === generation ? this.#known.learned : undefined
  }

  async #hand(results: readonly TrialResult[]): Promise<void> {
    const keys = keysOf(this.#options.id)
    const lines = results.flatMap(result => [String(result.trial), trialLine(result)])
    const { redis } = this.#options
    // In this order, but in no transaction: when Redis goes away, ioredis may never end one.
    await Promise.all([
      redis.hset(keys.results, ...lines),
      redis.rpush(keys.done, '1'),
      limitKeys(redis, this.#options.id, []),
    ])
  }
}
