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
  yesOrNo,
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
 * - `leastConnections`: the one with the fewest requests pending; of those that are equal, each in
 *   turn unless `ties` says otherwise;
 * - `powerOfTwo`: of two at random, different ones unless drawn `withReplacement`, the one with
 *   fewer requests pending;
 * - `peakEwma`: the same by pending requests times latency, where a peak of latency counts at once
 *   and is forgotten slowly;
 * - `consistentHash`: by key, on a ring: who is gone leaves only its own keys to others;
 * - `modulo`: by key, its remainder: who is gone moves nearly every key.
 */
export type BalancingName = (typeof BALANCINGS)[number]

/** What is known of the requests that are pending. */
type LoadSeen<Time> = {
  /**
   * How often the balancer looks how many are pending; a plain number is ms. In between it goes by
   * what it saw, so that many requests in a row are sent to whoever had the fewest then. By default
   * it always knows.
   */
  readonly refresh?: Time
}

/** A way of choosing, and what may be said of it. */
export type BalancingOptions<Time = Ms> =
  | {
      /** The way: each in turn, at random, the one with the fewest under way, … */
      readonly by: 'roundRobin' | 'random' | 'modulo'
    }
  | (LoadSeen<Time> & {
      /** The one with the fewest requests pending. */
      readonly by: 'leastConnections'
      /**
       * Which of those that are equal: each `inTurn`, or that of the `lowestIndex`, so that few are
       * busy at low load. In turn by default.
       */
      readonly ties?: 'inTurn' | 'lowestIndex'
    })
  | (LoadSeen<Time> & {
      /** Of two at random, the one with fewer requests pending. */
      readonly by: 'powerOfTwo'
      /** Whether the two may be the same one. False by default. */
      readonly withReplacement?: boolean
    })
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
const TIES = ['inTurn', 'lowestIndex'] as const

/** What a way of choosing must look like, in these units: its name will do. */
export function balancingSchemaIn(units: Units): Schema<BalancingOptions> {
  const refresh = optional(someTime(units, 'refresh: 100'))
  const said = {
    roundRobin: {},
    random: {},
    leastConnections: { ties: optional(oneOf(TIES)), refresh },
    powerOfTwo: { withReplacement: optional(yesOrNo), refresh },
    peakEwma: { decay: optional(someTime(units, 'decay: 10_000')) },
    consistentHash: { points: optional(wholeNumber(1, 10_000, 'points: 160')) },
    modulo: {},
  } satisfies { [name in BalancingName]: object }
  const schemas = new Map<unknown, Schema<BalancingOptions>>(
    BALANCINGS.map(by => [by, options({ by: name, ...said[by] }) as Schema<BalancingOptions>]),
  )
  const anyOther = options({ by: name }) as Schema<BalancingOptions>
  return chosenBy<BalancingOptions>(written => {
    return schemas.get(isRecord(written) ? written.by : undefined) ?? anyOther
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
