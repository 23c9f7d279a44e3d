/** What planner and workers agree on: keys, jobs, and how long a job may be silent. */
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import * as v from 'valibot'
import { check, type Checked, listOf, options, wholeNumber } from '../../../kernel/schema.ts'
import type { CorpusData } from '../../search/corpus.ts'
import type { Header } from '../header.ts'
import { headerSchema } from '../result-lines.ts'

/** Before every key, and before those of BullMQ. */
export const PREFIX = 'gameday'

/** The keys of a campaign, whose queue has its id for a name. */
export const keysOf = (id: string) => ({
  /** As long as it is there, somebody plans the campaign. */
  alive: `${PREFIX}:alive:${id}`,
  /** What was learned before the generation that is played now. */
  corpus: `${PREFIX}:corpus:${id}`,
  /** Result lines by trial. */
  results: `${PREFIX}:results:${id}`,
  /** A word for each job done, which wakes the planner. */
  done: `${PREFIX}:done:${id}`,
  /** Why workers take no part, by worker. */
  refusals: `${PREFIX}:refusals:${id}`,
  /** What BullMQ knows of the queue; it writes it again when a job ends after the queue is gone. */
  meta: `${PREFIX}:${id}:meta`,
})

/** All campaigns by id, each with what a worker must know of it. */
export const CAMPAIGNS = `${PREFIX}:campaigns`

/** What a worker must know of a campaign. */
export type Notice = {
  /** Below the folder of the worker, with `/`. */
  readonly file: string
  /** A digest of its text: what differs is not imported. */
  readonly source: string
  readonly header: Header
}

/** Some trials, to be played with the corpus of a generation. */
export type Job = { readonly trials: readonly number[]; readonly generation: number }

/** The corpus, and whose it is: a job of another generation is out of date. */
export type CorpusNotice = { readonly generation: number; readonly corpus: CorpusData }

const someText = v.pipe(v.string(), v.nonEmpty())
const notice = options({ file: someText, source: someText, header: headerSchema })

const trialNumber = wholeNumber(0, Number.MAX_SAFE_INTEGER, '12')
const job = options({ trials: listOf(trialNumber, '[12]'), generation: trialNumber })

/** Reads a notice, trusting none of it. */
export const readNotice = (text: string): Checked<Notice> =>
  check(notice as never, parsed(text), 'the notice of the campaign')

/** Reads a job, trusting none of it. */
export const readJob = (data: unknown): Checked<Job> => check(job as never, data, 'the job')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A job whose worker is silent for so long is given to another. */
export const LOCK_MS = 3_000
/** How often workers look for such jobs. */
export const STALLED_EVERY_MS = 1_000
/** A job that so many workers did not survive is given up. */
export const MOST_DEATHS = 3
/** How often a planner says that it is alive, and workers look for campaigns. */
export const LOOK_EVERY_MS = 500
/** A planner that is silent for so long is dead. */
export const ALIVE_MS = 30_000

/**
 * What is left of a campaign goes by itself when nobody has planned it, or played for it, for an
 * hour: every key has this from the beginning, and those who live say it again.
 */
export const KEPT_S = 3_600

/**
 * The keys of BullMQ that last, but for those of jobs. `stalled-check` and `limiter` have a time of
 * their own: with a longer one, nobody would look for the jobs of a worker that died.
 */
const queueKeys = [
  'active',
  'completed',
  'delayed',
  'events',
  'failed',
  'id',
  'marker',
  'meta',
  'paused',
  'pc',
  'prioritized',
  'repeat',
  'stalled',
  'wait',
  'waiting-children',
] as const

/** Gives every key of a campaign its time. @param jobs the ids of those that may be there */
export async function limitKeys(redis: Redis, id: string, jobs: Iterable<string>): Promise<void> {
  const { corpus, results, done, refusals } = keysOf(id)
  const ofQueue = [...queueKeys, ...jobs].map(name => `${PREFIX}:${id}:${name}`)
  const keys = [CAMPAIGNS, corpus, results, done, refusals, ...ofQueue]
  await Promise.all(keys.map(key => redis.expire(key, KEPT_S)))
}

/** Forgets a campaign: all that is known of it, its queue, and the jobs in it. */
export async function forget(redis: Redis, queue: Queue): Promise<void> {
  const { alive, corpus, results, done, refusals } = keysOf(queue.name)
  await redis.hdel(CAMPAIGNS, queue.name)
  await redis.del(alive, corpus, results, done, refusals)
  await queue.obliterate({ force: true })
}
