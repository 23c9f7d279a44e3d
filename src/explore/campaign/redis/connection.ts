/** A connection that comes back by itself, says when it is lost, and does not try for ever. */
import type { Redis as RedisClient } from 'ioredis'
import { UsageError } from '../../../kernel/errors.ts'
import { formatMs, type Ms } from '../../../kernel/units.ts'
import { addressFrom, withoutPassword } from './address.ts'
import { loadPackages } from './packages.ts'

/** How to reach a Redis. */
export type RedisOptions = {
  /** `redis://…`, `rediss://…` or `redis+unix:///path`. */
  readonly address: string
  /** How long to try again once it has gone away. Default 30 s. */
  readonly giveUpMs?: Ms | undefined
  /** Told in sentences what happens to the connection. */
  readonly tell: (text: string) => void
}

/** Redis went away, and did not come back in time. */
export class RedisGone extends Error {
  override readonly name = 'RedisGone'
}

const GIVE_UP_MS = 30_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000

/**
 * Connects.
 *
 * @throws UsageError when nothing answers at the address
 */
export async function connect(options: RedisOptions): Promise<RedisClient> {
  const { address, giveUpMs = GIVE_UP_MS } = options
  const { Redis } = await loadPackages()
  const settings = {
    lazyConnect: true,
    maxRetriesPerRequest: null, // commands wait until it is back
    retryStrategy: (times: number) => pauseMs(times, giveUpMs),
  }
  const where = addressFrom(address)
  const redis =
    'path' in where ? new Redis({ ...settings, ...where }) : new Redis(where.url, settings)
  const errors: Error[] = []
  const keep = (error: Error): void => void errors.push(error)
  redis.on('error', keep)
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    throw nobodyAnswers(address, errors[0] ?? error)
  }
  redis.off('error', keep)
  watch(redis, { ...options, giveUpMs })
  return redis
}

/** How long to wait before the next try; null when they took too long together. */
export function pauseMs(times: number, giveUpMs: Ms): Ms | null {
  let [pause, waited] = [FIRST_PAUSE_MS, 0]
  for (let i = 1; i < times; i++) {
    waited += pause
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
  }
  return waited >= giveUpMs ? null : pause
}

function watch(redis: RedisClient, { address, giveUpMs = GIVE_UP_MS, tell }: RedisOptions): void {
  const name = withoutPassword(address)
  let isLost = false
  redis.on('error', () => undefined) // what matters is told below
  redis.on('reconnecting', () => {
    if (!isLost) tell(`Redis at ${name} is gone; it is tried again for ${formatMs(giveUpMs)}`)
    isLost = true
  })
  redis.on('ready', () => {
    if (isLost) tell(`Redis at ${name} is back`)
    isLost = false
  })
}

/** What an error means: that Redis is gone, if the connection was given up. */
export function meaningOf(error: unknown, redis: RedisClient, address: string): unknown {
  if (redis.status !== 'end') return error
  return new RedisGone(`Redis at ${withoutPassword(address)} went away and did not come back`)
}

function nobodyAnswers(address: string, error: unknown): UsageError {
  const { code, message } = error as NodeJS.ErrnoException
  return new UsageError({
    what: `no Redis answers at ${withoutPassword(address)} (${code ?? message})`,
    where: '--redis',
    fix: 'start one with redis-server or valkey-server, or correct the address',
  })
}
