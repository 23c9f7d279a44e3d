/**
 * Which seed a run has: the one it is given, else the environment's, else always the same; and how
 * it breaks ties.
 */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { type Random, randomStream } from '../kernel/streams.ts'
import type { RunIdentity, Ties } from '../record/recording.ts'

/** The seed when nobody gives one. */
const DEFAULT_SEED = '1'

/** The environment variable that gives all runs without a seed of their own another one. */
const SEED_VARIABLE = 'GAMEDAY_SEED'

/** Chooses the seed of a run, and says where it came from. */
export function chooseSeed(given: string | undefined): Pick<RunIdentity, 'seed' | 'seedFrom'> {
  if (given !== undefined) return { seed: given, seedFrom: 'option' }
  const fromEnvironment = globalThis.process?.env?.[SEED_VARIABLE]
  if (fromEnvironment) return { seed: fromEnvironment, seedFrom: 'environment' }
  return { seed: DEFAULT_SEED, seedFrom: 'default' }
}

/**
 * A seed as text: a whole number is written out, so that 42 and '42' are one seed.
 *
 * @throws UsageError when it is neither a text nor a whole number
 */
export function seedOf(given: unknown): string {
  if (typeof given === 'string' && given !== '') return given
  if (typeof given === 'number' && Number.isInteger(given)) return `${given}`
  const fix = "write a whole number or a text, as in { seed: 42 } or { seed: 'black friday' }"
  throw new UsageError({ what: `${shown(given)} is no seed`, fix })
}

/**
 * How ties are broken.
 *
 * @throws UsageError when it is neither `'fifo'` nor a whole number from 0
 */
export function tiesOf(given: unknown): Ties {
  if (given === 'fifo' || (Number.isSafeInteger(given) && Number(given) >= 0)) return given as Ties
  const fix = "write 'fifo', or a whole number to draw an order from, as in { ties: 7 }"
  throw new UsageError({ what: `${shown(given)} is no way to break ties`, fix })
}

/** The stream that an order of equal-time events is drawn from. */
export const orderOf = (ties: number, system: string): Random =>
  randomStream(`${ties}`, `${system}/ties`)
