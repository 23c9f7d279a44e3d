/** How the wait grows from retry to retry, before any cap and jitter. */
import type { Ms } from '../../kernel/units.ts'
import type { Growth } from './options.ts'

/** The wait before retry n (1 is the first), in milliseconds; finite however large n is. */
export type Curve = (retry: number) => Ms

/** A curve for each way. Sources: Polly (constant, linear), all libraries (exponential). */
export const curves = {
  /** base */
  constant: base => () => base,
  /** n * base */
  linear: base => retry => finite(retry * base),
  /** base * factor^(n-1) */
  exponential: (base, factor) => retry => finite(base * raised(factor, retry - 1)),
} satisfies { [K in Growth]: (base: Ms, factor: number) => Curve }

/**
 * A number raised to a whole power, of the same bits on every version of Node, which the language's
 * own power is not. Exact for a factor of 2. Never infinite, so that 0 times it is 0.
 */
export function raised(factor: number, power: number): number {
  if (power > 64) return finite(Math.exp(power * Math.log(factor)))
  let product = 1
  for (let i = 0; i < power; i += 1) product *= factor
  return product
}

const finite = (x: number): number => Math.min(x, Number.MAX_VALUE)
