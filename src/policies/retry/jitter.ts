/** Jitter that spreads a wait grown by a curve, with one random number for each wait. */
import type { Ms } from '../../kernel/units.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Backoff, RetryProgress } from './backoff.ts'
import { type Curve, curveOf } from './growth.ts'
import type { Jitter } from './options.ts'
import type { RetrySettings } from './settings.ts'

/** The jitters that spread a curve; the others have a formula of their own. */
export type CurveJitter = Extract<Jitter, 'none' | 'full' | 'equal' | 'plusMinus'>

type Spread = (delay: Ms, random: Random, spread: number) => Ms

/** d is the grown wait, r a random number from 0 up to 1, f the spread. */
const spreads = {
  /** d; nothing is drawn */
  none: delay => delay,
  /** floor(r * d): AWS SDKs, cockatiel's fullJitter; in whole ms, so a wait of 1 ms becomes none */
  full: (delay, random) => Math.floor(random() * delay),
  /** d/2 + r * d/2: AWS, "equal jitter"; cockatiel's halfJitter */
  equal: (delay, random) => delay / 2 + random() * (delay / 2),
  /** d * (1 + (1 - 2r) * f): failsafe; Polly with f = 0.25, resilience4j 0.5 */
  plusMinus: (delay, random, spread) => delay * (1 + (1 - 2 * random()) * spread),
} satisfies { [K in CurveJitter]: Spread }

/**
 * A curve, capped, then spread by a jitter, and capped again as 'plusMinus' may stray upwards. With
 * `capAfterJitter` only the second cap is kept, with `jitterBeyondCap` only the first: gRPC caps
 * first, and strays over its cap by up to a fifth.
 */
export class Jittered implements Backoff {
  readonly #curve: Curve
  readonly #spreadOut: Spread
  readonly #spread: number
  readonly #capBefore: Ms
  readonly #cap: Ms

  /** @param settings already checked */
  constructor(jitter: CurveJitter, settings: RetrySettings) {
    const { spread, cap, capAfterJitter, jitterBeyondCap } = settings
    this.#curve = curveOf(settings)
    this.#spreadOut = spreads[jitter]
    this.#spread = spread
    this.#capBefore = capAfterJitter ? Number.MAX_VALUE : cap
    this.#cap = jitterBeyondCap ? Number.MAX_VALUE : cap
  }

  delay({ step }: RetryProgress, random: Random): Ms {
    const grown = Math.min(this.#capBefore, this.#curve(step))
    return Math.min(this.#cap, this.#spreadOut(grown, random, this.#spread))
  }
}
