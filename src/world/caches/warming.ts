/**
 * What caches know when a run begins. As after a time is not reckoned but played: the questions of
 * that time are asked of the entries alone, so that what stays is what a cache of this kind keeps.
 */
import type { WarmData } from '../../declare/warm-schema.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Replica } from '../handling/replica.ts'
import type { AgingKeys } from './keys.ts'

/** The questions of one kind, and how warm the cache is for them. */
export type Warm = {
  readonly keys: AgingKeys
  readonly warm: WarmData
  /** Who asks; where entries are inside the askers, each has its own. */
  readonly askers: readonly Replica[]
  /** Whether each asker has a cache of its own. */
  readonly isOwn: boolean
  readonly random: Random
}

/** Caches that begin warm. */
export class Warming {
  readonly #all: Warm[] = []

  add(warm: Warm): void {
    this.#all.push(warm)
  }

  /** How many entries are put in, or questions asked. */
  get size(): number {
    return this.#all.reduce((sum, one) => sum + sizeOf(one), 0)
  }

  /** Warms them up, in the order in which they were added; questions in the order of time. */
  play(): void {
    for (const { warm, ...one } of this.#all) {
      if ('share' in warm) know(one, one.keys.count, warm.share)
      if ('hottest' in warm) know(one, warm.hottest, 1)
    }
    const asking = this.#all.flatMap(one =>
      'afterMs' in one.warm ? [new Asking(one, one.warm)] : [],
    )
    for (let first = earliest(asking); first !== null; first = earliest(asking)) first.ask()
  }
}

/** Each of so many keys is known with a chance, the one wanted most as the one used last. */
function know(
  { keys, askers, isOwn, random }: Omit<Warm, 'warm'>,
  most: number,
  share: number,
): void {
  for (const asker of isOwn ? askers : askers.slice(0, 1)) {
    for (let rank = most - 1; rank >= 0; rank--) {
      const isKnown = share === 1 || random() < share
      if (isKnown) keys.knows(asker, keys.keyOfRank(rank), random())
    }
  }
}

function sizeOf({ warm, keys, askers, isOwn }: Warm): number {
  if ('afterMs' in warm) return warm.afterMs * warm.ratePerMs
  return ('share' in warm ? keys.count : warm.hottest) * (isOwn ? askers.length : 1)
}

/** Questions at random moments before the run, at a rate. */
class Asking {
  at: Ms
  readonly #warm: Warm
  readonly #meanMs: Ms

  constructor(warm: Warm, { afterMs, ratePerMs }: { afterMs: Ms; ratePerMs: number }) {
    this.#warm = warm
    this.#meanMs = 1 / ratePerMs
    this.at = -afterMs
    this.#goOn()
  }

  ask(): void {
    const { keys, askers, random } = this.#warm
    const asker = askers[Math.floor(random() * askers.length)]
    keys.askedBefore(asker, keys.keyFor(random()), this.at)
    this.#goOn()
  }

  #goOn(): void {
    this.at -= Math.log(1 - this.#warm.random()) * this.#meanMs
  }
}

/** Who asks next before the run begins; null when nobody does any more. */
function earliest(asking: readonly Asking[]): Asking | null {
  let first: Asking | null = null
  for (const one of asking) if (one.at < (first?.at ?? 0)) first = one
  return first
}
