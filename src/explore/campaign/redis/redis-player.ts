/**
 * Plays trials on many machines: it hands them out as jobs of a BullMQ queue, and collects results
 * that any worker, or several of them, have put into Redis.
 */
import { randomBytes } from 'node:crypto'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { UsageError } from '../../../kernel/errors.ts'
import type { Corpus } from '../../search/corpus.ts'
import type { Player, Playing } from '../../search/player.ts'
import type { TrialResult } from '../../search/trial.ts'
import { readLine } from '../result-lines.ts'
import { connect, meaningOf, type RedisOptions } from './connection.ts'
import {
  ALIVE_MS,
  CAMPAIGNS,
  forget,
  KEPT_S,
  keysOf,
  limitKeys,
  type Notice,
  PREFIX,
} from './contract.ts'
import { loadPackages } from './packages.ts'

/** So many trials are a job: few, so that a worker that dies takes little with it. */
const TRIALS_IN_A_JOB = 4

/** How long to wait for a word of a worker before looking by oneself. */
const LOOK_EVERY_S = 1

/** After so many looks in vain the caller is asked to look, too. */
const SILENT_LOOKS = 5

/** Plays trials on whatever workers there are. */
export class RedisPlayer implements Player {
  readonly #options: RedisOptions
  readonly #redis: Redis
  /** Its commands wait for a word of a worker. */
  readonly #waiting: Redis
  readonly #queue: Queue
  readonly #notice: Notice
  readonly #told = new Set<string>()
  /** The jobs of the generation that is played. */
  readonly #jobs = new Set<string>()
  #generation = 0
  #silent = 0

  private constructor(options: RedisOptions, redis: Redis, queue: Queue, notice: Notice) {
    this.#options = options
    this.#redis = redis
    this.#waiting = redis.duplicate()
    this.#waiting.on('error', () => undefined)
    this.#queue = queue
    this.#notice = notice
  }

  /**
   * Begins a campaign.
   *
   * @throws UsageError when nothing answers at the address
   */
  static async open(notice: Notice, options: RedisOptions): Promise<RedisPlayer> {
    const redis = await connect(options)
    const { Queue } = await loadPackages()
    const id = `${notice.header.digest.slice(0, 8)}-${randomBytes(6).toString('hex')}`
    const queue = new Queue(id, { connection: redis, prefix: PREFIX })
    queue.on('error', () => undefined) // the connection tells
    const player = new RedisPlayer(options, redis, queue, notice)
    await player.#announce()
    return player
  }

  async play(
    trials: readonly number[],
    { corpus, played, isWanted, signal }: Playing,
  ): Promise<readonly TrialResult[]> {
    const done = new Map<number, TrialResult>()
    try {
      this.#generation += 1
      this.#jobs.clear()
      await this.#handOut(trials, corpus)
      const unplayed = (): number[] => trials.filter(trial => !done.has(trial) && isWanted(trial))
      for (let left = unplayed(); left.length > 0 && !signal.aborted; left = unplayed()) {
        if (!(await this.#isWord(signal)) && !signal.aborted) await this.#lookAfter(left, corpus)
        // Said at every turn: a worker that joins buries what nobody seems to plan.
        const [results] = await Promise.all([this.#collect(left), this.#announce()])
        if (results.length > 0) this.#silent = 0
        for (const result of results) {
          done.set(result.trial, result)
          played(result)
        }
      }
      await this.#redis.del(this.#keys.results, this.#keys.done)
    } catch (error) {
      throw meaningOf(error, this.#redis, this.#options.address)
    }
    return trials.flatMap(trial => done.get(trial) ?? [])
  }

  async close(): Promise<void> {
    this.#waiting.disconnect()
    try {
      if (this.#redis.status !== 'end') await forget(this.#redis, this.#queue)
      await this.#queue.close()
    } finally {
      this.#redis.disconnect()
    }
  }

  get #keys() {
    return keysOf(this.#queue.name)
  }

  /** Says what is played, and that somebody waits for it. */
  async #announce(): Promise<void> {
    // In this order, but in no transaction: when Redis goes away, ioredis may never end one.
    await Promise.all([
      this.#redis.set(this.#keys.alive, '1', 'PX', ALIVE_MS),
      this.#redis.hset(CAMPAIGNS, this.#queue.name, JSON.stringify(this.#notice)),
      limitKeys(this.#redis, this.#queue.name, this.#jobs),
    ])
  }

  /** A job that is there already is not added twice: its id is its first trial. */
  async #handOut(trials: readonly number[], corpus: Corpus): Promise<void> {
    const generation = this.#generation
    const notice = JSON.stringify({ generation, corpus })
    await this.#redis.set(this.#keys.corpus, notice, 'EX', KEPT_S)
    const jobs = []
    for (let from = 0; from < trials.length; from += TRIALS_IN_A_JOB) {
      const some = trials.slice(from, from + TRIALS_IN_A_JOB)
      const opts = { jobId: `${generation}-${some[0]}`, removeOnComplete: true }
      jobs.push({ name: 'trials', data: { trials: some, generation }, opts })
    }
    for (const { opts } of jobs) this.#jobs.add(opts.jobId)
    await this.#queue.addBulk(jobs)
    await limitKeys(this.#redis, this.#queue.name, this.#jobs)
  }

  /** Waits for a job to be done, but not for ever; whether one was. */
  async #isWord(signal: AbortSignal): Promise<boolean> {
    const stop = (): void => this.#waiting.disconnect(true)
    signal.addEventListener('abort', stop, { once: true })
    // A wait that is cut short is none; whether Redis is gone for good, the next command tells.
    const word = await this.#waiting.blpop(this.#keys.done, LOOK_EVERY_S).catch(() => null)
    signal.removeEventListener('abort', stop)
    return word !== null
  }

  /** What was given up is told; what Redis has forgotten is said and handed out again. */
  async #lookAfter(left: readonly number[], corpus: Corpus): Promise<void> {
    await this.#tellRefusals()
    this.#tellSilence(left)
    const [failed] = await this.#queue.getFailed(0, 0)
    if (failed !== undefined) {
      const { trials } = failed.data as { readonly trials: readonly number[] }
      throw new UsageError({
        what: `trials ${trials.join(', ')} cannot be played: ${failed.failedReason}`,
        where: '--redis',
        fix: 'play the campaign without --redis to see what its goal does',
      })
    }
    const counts = await this.#queue.getJobCounts('wait', 'active', 'delayed', 'prioritized')
    const isEmpty = Object.values(counts).every(count => count === 0)
    if (isEmpty) await this.#handOut(left, corpus)
  }

  /** Nobody works, or a goal has no end: from here the two look the same. */
  #tellSilence(left: readonly number[]): void {
    this.#silent += 1
    if (this.#silent !== SILENT_LOOKS) return
    const [one] = left
    this.#options.tell(
      `no trial was played for ${SILENT_LOOKS * LOOK_EVERY_S}s: is there a gameday worker, and ` +
        `does the goal come to an end? Trial ${one} is the first that is waited for`,
    )
  }

  async #tellRefusals(): Promise<void> {
    for (const [worker, why] of Object.entries(await this.#redis.hgetall(this.#keys.refusals))) {
      if (!this.#told.has(worker)) this.#options.tell(`worker ${worker} takes no part: ${why}`)
      this.#told.add(worker)
    }
  }

  async #collect(trials: readonly number[]): Promise<TrialResult[]> {
    const lines = await this.#redis.hmget(this.#keys.results, ...trials.map(String))
    return lines.flatMap((line, i) => {
      const read = line === null ? undefined : readLine(line, `trial ${trials[i]} in Redis`)
      const isIts =
        read?.ok === true && read.value.kind === 'trial' && read.value.result.trial === trials[i]
      return isIts ? [read.value.result] : []
    })
  }
}
