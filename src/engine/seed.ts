/** Which seed a run has: the one it is given, else the environment's, else always the same. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { RunIdentity } from '../record/recording.ts'

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
