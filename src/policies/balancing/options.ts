/** Ways of choosing one of several servers, as plain data. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  chosenBy,
  isRecord,
  mistakesIn,
  oneOf,
  optional,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'

/** Every way of choosing, by name. */
export const BALANCINGS = [
  'roundRobin',
  'random',
  'leastConnections',
  'powerOfTwo',
  'peakEwma',
  'consistentHash',
  'modulo',
] as const

/**
 * How to choose one of several servers:
 *
 * - `roundRobin`: each in turn;
 * - `random`: any, all alike likely;
 * - `leastConnections`: the one with the fewest requests pending; those that are equal in turn;
 * - `powerOfTwo`: of two different ones at random, the one with fewer requests pending;
 * - `peakEwma`: the same by pending requests times latency, where a peak of latency counts at once
 *   and is forgotten slowly;
 * - `consistentHash`: by key, on a ring: who is gone leaves only its own keys to others;
 * - `modulo`: by key, its remainder: who is gone moves nearly every key.
 */
export type BalancingName = (typeof BALANCINGS)[number]

/** A way of choosing, and what may be said of it. */
export type BalancingOptions<Time = Ms> =
  | {
      /** The way: each in turn, at random, the one with the fewest under way, … */
      readonly by: Exclude<BalancingName, 'consistentHash' | 'peakEwma'>
    }
  | {
      /** By key, on a ring of hashes: few keys move when a server comes or goes. */
      readonly by: 'consistentHash'
      /** Places of each server on the ring; more spread keys more evenly. 160 by default. */
      readonly points?: number
    }
  | {
      /** Whose latency, averaged with decay, times what is under way is least. */
      readonly by: 'peakEwma'
      /** How long latencies are remembered; a plain number is ms. 10 s by default. */
      readonly decay?: Time
    }

/** What holds where the options say nothing. */
export const BALANCING_DEFAULTS = Object.freeze({ points: 160, decay: 10_000 })

/** Whether a way of choosing looks at keys. */
export const isByKey = (by: BalancingName): boolean => by === 'consistentHash' || by === 'modulo'

const name = oneOf(BALANCINGS)

/** What a way of choosing must look like, in these units: its name will do. */
export function balancingSchemaIn(units: Units): Schema<BalancingOptions> {
  const decay = optional(someTime(units, 'decay: 10_000'))
  const points = optional(wholeNumber(1, 10_000, 'points: 160'))
  const plainly = options({ by: name }) as Schema<BalancingOptions>
  const onRing = options({ by: name, points }) as Schema<BalancingOptions>
  const byLatency = options({ by: name, decay }) as Schema<BalancingOptions>
  return chosenBy<BalancingOptions>(written => {
    const by = isRecord(written) ? written.by : undefined
    if (by === 'consistentHash') return onRing
    return by === 'peakEwma' ? byLatency : plainly
  })
}

/** What it must look like in plain numbers. */
export const balancingSchema = later(() => balancingSchemaIn(plain))

/**
 * The mistakes in a way of choosing, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkBalancing = (options: unknown, where: string): Problem[] =>
  mistakesIn(balancingSchema, options, where)
