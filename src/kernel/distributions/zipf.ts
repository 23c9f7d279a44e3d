/** Popularity: the second item is wanted half as often as the first, the tenth a tenth as often. */
import { numberWithin, options, wholeNumber } from '../schema.ts'
import { type Law, type Sampler, declared, ofKind } from './law.ts'

/** A rank from 1 to `items`; rank k has a chance in proportion to k to the power of -exponent. */
export type Zipf = {
  /** Which law. */
  readonly kind: 'zipf'
  /** How many items. */
  readonly items: number
  /** How much more the first are wanted. */
  readonly exponent: number
}

/**
 * Ranks by popularity, 1 the most wanted: which key is asked for, not how long something takes.
 * An exponent of 0 makes all alike, one near 1 is usual for keys of a cache.
 *
 * @param options how many items, 1 to 10 million (8 bytes each while it runs), and the exponent,
 *   0 to 20
 * @throws UsageError when a value is missing or out of its range
 * @example zipf({ items: 10_000, exponent: 0.9 })
 */
export const zipf = (options: {
  /** How many items, 1 to 10 million; 8 bytes each while it runs. */
  readonly items: number
  /** How much more the first are wanted, 0 to 20: at 0 all alike, near 1 usual for a cache. */
  readonly exponent: number
}): Zipf => declared(zipfLaw, options)

class ZipfSampler implements Sampler {
  /** The summed weights up to each rank. */
  readonly #upTo: Float64Array
  readonly #total: number

  constructor({ items, exponent }: Zipf) {
    this.#upTo = new Float64Array(items)
    let total = 0
    for (let rank = 1; rank <= items; rank++) {
      total += weight(rank, exponent)
      this.#upTo[rank - 1] = total
    }
    this.#total = total
  }

  quantile(u: number): number {
    const wanted = u * this.#total
    let [low, high] = [0, this.#upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#upTo[middle] > wanted) high = middle
      else low = middle + 1
    }
    return low + 1
  }
}

/** All that is known of Zipf's law. */
export const zipfLaw: Law<Zipf> = {
  kind: 'zipf',
  schema: ofKind(
    'zipf',
    options({
      items: wholeNumber(1, 10_000_000, 'items: 10_000'),
      exponent: numberWithin(0, 20, 'exponent: 0.9'),
    }),
  ),
  sampler: zipf => new ZipfSampler(zipf),
  mean: law => average(law, rank => rank),
  variance(law) {
    const mean = zipfLaw.mean(law)
    return average(law, rank => (rank - mean) * (rank - mean))
  },
}

const weight = (rank: number, exponent: number): number => Math.exp(-exponent * Math.log(rank))

function average({ items, exponent }: Zipf, of: (rank: number) => number): number {
  let [sum, total] = [0, 0]
  for (let rank = 1; rank <= items; rank++) {
    sum += weight(rank, exponent) * of(rank)
    total += weight(rank, exponent)
  }
  return sum / total
}
