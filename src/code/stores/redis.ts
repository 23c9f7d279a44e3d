/**
 * A Redis in the system: a core that speaks the protocol to the byte, so that your clients, rate
 * limiters, locks and queues work with it as they are.
 *
 * @module gameday/redis
 */
import type { Surroundings } from '../../kernel/surroundings.ts'
import type { Component } from '../../declare/index.ts'
import type { Capacity } from '../../declare/components.ts'
import { deepFrozen } from '../../declare/frozen.ts'
import { storeQuestion, type StoreQuestion } from '../../declare/real-code.ts'
import { storeErrors } from '../../faults/store-errors.ts'
import type { TimeSpec } from '../../kernel/distributions/index.ts'
import type { Duration } from '../../kernel/units.ts'
import { check } from '../../kernel/schema.ts'
import { commandsIn } from '../../redis/in-short.ts'
import { endOfFirstValue } from '../../redis/protocol/wrong.ts'
import { RedisServer } from '../../redis/server.ts'
import type { RedisOptions } from '../../redis/settings.ts'
import { mistaken, RealFunction } from '../real-function.ts'
import { type Refusals, StoreRunner } from '../store/store-runner.ts'
import type { WireServer } from '../store/wire-server.ts'
import { redisSchema } from './redis-schema.ts'

export type { Eviction, RedisOptions } from '../../redis/settings.ts'

/** What can be said of a Redis. */
export type RedisSpec<Z extends string> = Omit<Capacity<Z>, 'replicas' | 'concurrency'> &
  RedisOptions & {
    /** How long each command, or pipeline of them, takes it; one at a time. Default: no time. */
    readonly time?: TimeSpec | undefined
    /** Whether it has all again that it knew after a crash, as with a log. Default false. */
    readonly durable?: boolean | undefined
    /**
     * How far its replica is behind: a crash is a failover then, and loses what was written since.
     * Default: there is no replica.
     */
    readonly replicationLag?: Duration | undefined
  }

/** A Redis, as declared. */
export interface RedisComponent<out Z extends string = string>
  extends Component<never, never, never, Z> {
  readonly kind: 'app'
}

/**
 * A Redis: clients of components of code reach it by its name, as in `redis://cache`.
 *
 * @example
 * const cache = redis({ time: '0.3ms' })
 */
export function redis<const Z extends string = never>(spec: RedisSpec<Z> = {}): RedisComponent<Z> {
  const read = check(redisSchema, spec, '')
  if (!read.ok) return deepFrozen({ kind: 'app', run: mistaken(read.problems) })
  const { time, durable: _, replicationLag: _lag, ...told } = spec
  const { password, maxEntries, eviction, maxStringBytes, ...rest } = told
  const lag = read.value.replicationLag
  const options = defined({ password, maxEntries, eviction, maxStringBytes })
  const make = (around: Surroundings, refusals: Refusals): WireServer =>
    new RedisServer(around, options, {
      refuses: refusable => {
        const code = refusals(refusable)
        return storeErrors.redis.find(known => known === code)
      },
      ...(lag !== undefined && { replicationLagMs: lag }),
    })
  const kind = {
    make,
    isDurable: read.value.durable || lag !== undefined,
    answersAll: false,
    forgets: true,
    endOfFirstValue,
    inShort: commandsIn,
    errors: storeErrors.redis,
  }
  const run = new RealFunction(inside => new StoreRunner(kind, inside))
  const takes = time !== undefined && { cpu: time }
  return deepFrozen({ kind: 'app', run, calls: [], ...takes, ...rest })
}

/**
 * A question to a Redis, for the option `ask` of `simulate`.
 *
 * @param cache the component
 * @param words a command and what belongs to it
 * @returns a question, whose answer is text, a number, null, or a list of them
 * @example
 * const ask = { visits: command('cache', 'GET', 'visits') }
 */
export const command = (cache: string, ...words: readonly string[]): StoreQuestion =>
  storeQuestion(cache, (server: RedisServer) => server.command(...words))

const defined = <T extends object>(options: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>
  }
