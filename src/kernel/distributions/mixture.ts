/** Now one law, now another: a path with two modes, a query that is sometimes slow. */
import * as v from 'valibot'
import type { Problem } from '../errors.ts'
import {
  consistent,
  isRecord,
  listOf,
  message,
  numberWithin,
  options,
  type Schema,
} from '../schema.ts'
import { frozen, type Law, ofKind, type Sampler } from './law.ts'

/** One law of a mixture; its chance is its weight over the sum of all weights. */
export type Part<Of> = {
  /** How often it is drawn, as a part of the sum of all weights. */
  readonly weight: number
  /** The law it stands for. */
  readonly of: Of
}

/** Each draw comes from one of the parts. */
export interface Mixture<Of> {
  /** Which law. */
  readonly kind: 'mixture'
  /** The laws, of which each draw takes one. */
  readonly parts: readonly Part<Of>[]
}

/** What a mixture asks of the laws it holds; they may be mixtures in their turn. */
export type Inner<Of> = {
  readonly schema: Schema<Of>
  sampler(distribution: Of): Sampler
  mean(distribution: Of): number
  variance(distribution: Of): number
}

/** The last number below 1 that a draw can be; a part must not be asked for more. */
const LAST_DRAW = 1 - 2.3283064365386963e-10 // 1 - 2^-32

/** One draw does both: where it falls chooses the part, and where within, the value. */
class MixtureSampler implements Sampler {
  readonly #ends: Float64Array
  readonly #samplers: readonly Sampler[]

  constructor(shares: readonly number[], samplers: readonly Sampler[]) {
    let end = 0
    this.#ends = Float64Array.from(shares, share => (end += share))
    this.#ends[shares.length - 1] = 1
    this.#samplers = samplers
  }

  quantile(u: number): number {
    let part = 0
    while (u >= this.#ends[part]) part++
    const begin = part === 0 ? 0 : this.#ends[part - 1]
    const within = (u - begin) / (this.#ends[part] - begin)
    return this.#samplers[part].quantile(Math.min(within, LAST_DRAW))
  }
}

/**
 * All that is known of mixtures, given what the laws within can do.
 *
 * @param inner the table of all laws, which this one stands in too
 */
export function mixtureLawOf<Of>(inner: Inner<Of>): Law<Mixture<Of>> {
  const mean = (mixture: Mixture<Of>): number => average(mixture, of => inner.mean(of))
  return {
    kind: 'mixture',
    schema: v.pipe(
      v.unknown(),
      readable,
      ofKind('mixture', options({ parts: partsOf(inner.schema) })),
    ),
    sampler(mixture) {
      const parts = withAChance(mixture)
      const samplers = parts.map(({ of }) => inner.sampler(of))
      return new MixtureSampler(
        parts.map(({ share }) => share),
        samplers,
      )
    },
    mean,
    variance(mixture) {
      const middle = mean(mixture)
      if (middle === Number.POSITIVE_INFINITY) return middle
      return average(mixture, of => {
        const away = inner.mean(of) - middle
        return inner.variance(of) + away * away
      })
    },
  }
}

function partsOf<Of>(of: Schema<Of>): Schema<readonly Part<Of>[]> {
  const part: Schema<Part<Of>> = frozen(options({ weight: numberWithin(0, 1e9, 'weight: 1'), of }))
  return frozen(consistent(listOf(part, "parts: [{ weight: 1, of: '5ms' }]"), neverDrawn))
}

function neverDrawn(parts: readonly Part<unknown>[]): Problem[] {
  if (parts.length === 0 || parts.some(({ weight }) => weight > 0)) return []
  return [{ what: 'every weight is zero', fix: 'give one part a weight above zero' }]
}

/** A mixture that holds itself, or the same parts over and over, must end some time. */
const DEEPEST = 20
const MOST_WITHIN = 10_000

const readable = v.check(
  written => unfolds(written, DEEPEST, { within: 0 }),
  message('mixtures lie over 20 deep, or hold over 10_000 distributions', 'flatten them'),
)

/** Whether all that a mixture holds can be walked through within the bounds. */
function unfolds(written: unknown, levels: number, seen: { within: number }): boolean {
  if (!isRecord(written) || !Array.isArray(written.parts)) return true
  return (
    levels > 0 &&
    seen.within <= MOST_WITHIN &&
    written.parts.every(part => {
      if (!isRecord(part) || !isRecord(part.of)) return true
      seen.within++
      return unfolds(part.of, levels - 1, seen)
    })
  )
}

/** The parts that can be drawn at all, with their shares of the whole. */
function withAChance<Of>({ parts }: Mixture<Of>): readonly { share: number; of: Of }[] {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  return parts
    .filter(({ weight }) => weight > 0)
    .map(({ weight, of }) => ({ share: weight / total, of }))
}

const average = <Of>(mixture: Mixture<Of>, value: (of: Of) => number): number =>
  withAChance(mixture).reduce((sum, { share, of }) => sum + share * value(of), 0)
