/** Plays the jobs of whatever campaigns there are, in threads, until it is told to stop. */
import { hostname } from 'node:os'
import { scheduler } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Ms } from '../../../kernel/units.ts'
import { connect, meaningOf, type RedisOptions } from './connection.ts'
import {
  CAMPAIGNS,
  forget,
  keysOf,
  limitKeys,
  LOOK_EVERY_MS,
  PREFIX,
  readNotice,
} from './contract.ts'
import { loadPackages } from './packages.ts'
import { Part, type Served, whyNot } from './part.ts'

/** How a worker works. */
export type WorkerOptions = RedisOptions &
  Served & {
    /** How many trials at a time. */
    readonly concurrency: number
    readonly signal: AbortSignal
    /** Stops when there has been no campaign for so long. Default: never. */
    readonly idleMs?: Ms | undefined
  }

/**
 * Works until its signal.
 *
 * @returns how many trials it played
 * @throws RedisGone when Redis went away for good; UsageError when it was never there
 */
export async function work(options: WorkerOptions): Promise<number> {
  const redis = await connect(options)
  const worker = new CampaignWorker(options, redis)
  try {
    return await worker.run()
  } catch (error) {
    throw meaningOf(error, redis, options.address)
  } finally {
    await worker.close()
    redis.disconnect()
  }
}

class CampaignWorker {
  readonly #options: WorkerOptions
  readonly #redis: Redis
  readonly #name = `${hostname()}-${process.pid}`
  /** Campaigns by id; undefined for those it takes no part in. */
  readonly #parts = new Map<string, Part | undefined>()
  #played = 0

  constructor(options: WorkerOptions, redis: Redis) {
    this.#options = options
    this.#redis = redis
  }

  async run(): Promise<number> {
    const { signal } = this.#options
    while (!signal.aborted) {
      await this.#look()
      await scheduler.wait(LOOK_EVERY_MS, { signal }).catch(() => undefined)
    }
    return this.#played
  }

  async close(): Promise<void> {
    for (const id of this.#parts.keys()) await this.#leave(id)
  }

  /** Joins campaigns that are new, and leaves those that are over. */
  async #look(): Promise<void> {
    const notices = await this.#redis.hgetall(CAMPAIGNS)
    const over = [...this.#parts.keys()].filter(id => !(id in notices))
    for (const id of over) await this.#outlive(id)
    for (const [id, text] of Object.entries(notices)) {
      const isPlanned = (await this.#redis.exists(keysOf(id).alive)) === 1
      if (!isPlanned) await this.#bury(id)
      else if (!this.#parts.has(id)) await this.#join(id, text)
    }
  }

  async #join(id: string, text: string): Promise<void> {
    const { concurrency, tell } = this.#options
    const notice = readNotice(text)
    const read = notice.ok ? await whyNot(notice.value, this.#options) : notice.problems[0].what
    if (typeof read === 'string') return this.#refuse(id, read)
    const { name } = read.header
    tell(`takes part in ${name} (${id})`)
    const played = (count: number): void => void (this.#played += count)
    const part = await Part.open({ ...read, id, concurrency, redis: this.#redis, played })
    this.#parts.set(id, part)
  }

  /** It is told here and where the campaign was begun. */
  async #refuse(id: string, why: string): Promise<void> {
    this.#parts.set(id, undefined)
    this.#options.tell(`takes no part in ${id}: ${why}`)
    await this.#redis.hset(keysOf(id).refusals, this.#name, why)
    await limitKeys(this.#redis, id, [])
  }

  /** The planner forgot the campaign while its last job was still coming to its end. */
  async #outlive(id: string): Promise<void> {
    await this.#leave(id)
    await this.#redis.del(keysOf(id).meta)
  }

  async #leave(id: string): Promise<void> {
    const part = this.#parts.get(id)
    this.#parts.delete(id)
    await part?.close()
  }

  /** Whoever planned it died: nobody waits for its results. */
  async #bury(id: string): Promise<void> {
    await this.#leave(id)
    const { Queue } = await loadPackages()
    const queue = new Queue(id, { connection: this.#redis, prefix: PREFIX })
    queue.on('error', () => undefined)
    await forget(this.#redis, queue)
    await queue.close()
  }
}
