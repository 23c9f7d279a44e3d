/** Which seed a run has: the one it is given, else the environment's, else always the same. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { RunIdentity } from '../record/recording.ts'

/** The seed when nobody gives one. */
export const DEFAULT_SEED = '1'

/** The environment variable that gives all runs without a seed of their own another one. */
export const SEED_VARIABLE = 'GAMEDAY_SEED'

type ChosenSeed = Pick<RunIdentity, 'seed' | 'seedFrom'>

/**
 * Chooses the seed of a run.
 *
 * @throws UsageError when the one given is neither a text nor a whole number
 */
export function chooseSeed(given: unknown): ChosenSeed {
  if (given !== undefined) return { seed: checked(given), seedFrom: 'option' }
  const fromEnvironment = globalThis.process?.env?.[SEED_VARIABLE]
  if (fromEnvironment) return { seed: fromEnvironment, seedFrom: 'environment' }
  return { seed: DEFAULT_SEED, seedFrom: 'default' }
}

function checked(given: unknown): string {
  if (typeof given === 'string' && given !== '') return given
  if (typeof given === 'number' && Number.isInteger(given)) return `${given}`
  const fix = "write a whole number or a text, as in { seed: 42 } or { seed: 'black friday' }"
  throw new UsageError({ what: `${shown(given)} is no seed`, where: 'simulate', fix })
}
