/** How the wait grows from retry to retry, before any cap and jitter. */
import type { Ms } from '../../kernel/units.ts'
import type { Growth } from './options.ts'
import type { RetrySettings } from './settings.ts'

/** The wait before retry n (1 is the first), in milliseconds; finite however large n is. */
export type Curve = (retry: number) => Ms

/** A curve for each way to grow. Sources: Polly (constant, linear), all libraries (exponential). */
const curves = {
  /** base */
  constant: base => () => base,
  /** n * base */
  linear: base => retry => finite(retry * base),
  /** base * factor^(n-1) */
  exponential: (base, factor) => retry => finite(base * raised(factor, retry - 1)),
} satisfies { [K in Growth]: (base: Ms, factor: number) => Curve }

/** The curve that the settings ask for: their list of waits, whose last goes on, or growth. */
export function curveOf({ delays, backoff, base, factor }: RetrySettings): Curve {
  if (delays === undefined) return curves[backoff](base, factor)
  return retry => delays[Math.min(retry, delays.length) - 1]
}

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
