/** Now one law, now another: a path with two modes, a query that is sometimes slow. */
import type { Fields } from './fields.ts'
import type { Law, Sampler } from './law.ts'

/** One law of a mixture; its chance is its weight over the sum of all weights. */
export type Part<Of> = { readonly weight: number; readonly of: Of }

/** Each draw comes from one of the parts. */
export interface Mixture<Of> {
  readonly kind: 'mixture'
  readonly parts: readonly Part<Of>[]
}

/** What a mixture asks of the laws it holds; they may be mixtures in their turn. */
export type Inner<Of> = {
  read(fields: Fields, of: string): Of
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
    while (u >= this.#ends[part]!) part++
    const begin = part === 0 ? 0 : this.#ends[part - 1]!
    const within = (u - begin) / (this.#ends[part]! - begin)
    return this.#samplers[part]!.quantile(Math.min(within, LAST_DRAW))
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
    example: "mixture([{ weight: 9, of: '5ms' }, { weight: 1, of: exponential('80ms') }])",
    read(fields) {
      fields.only('parts')
      return { kind: 'mixture', parts: readParts(fields, inner) }
    },
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

function readParts<Of>(fields: Fields, inner: Inner<Of>): readonly Part<Of>[] {
  if (fields.isTooMuch) {
    fields.wrong('mixtures lie over 20 deep, or hold over 10_000 distributions', 'flatten them')
    return []
  }
  const parts = fields.list('parts').map((part, i) => {
    const within = fields.entry(`part ${i + 1}`, part)
    within.only('weight', 'of')
    const weight = within.number('weight', { from: 0, to: 1e9 })
    return Object.freeze({ weight, of: inner.read(within, 'of') })
  })
  if (parts.length > 0 && parts.every(({ weight }) => weight === 0)) {
    fields.wrong('every weight is zero')
  }
  return Object.freeze(parts)
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
