/** What was measured, drawn again: from the samples themselves, or from a histogram of them. */
import * as v from 'valibot'
import type { Problem } from '../errors.ts'
import { asList } from '../as-list.ts'
import {
  chosenBy,
  consistent,
  listOf,
  numberWithin,
  options,
  says,
  type Schema,
} from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import {
  type Law,
  type Sampler,
  declared,
  frozen,
  ofKind,
  positiveDuration,
  boundedDuration,
} from './law.ts'

/** Each sample with the same chance; `samples` are in rising order. */
export type OfSamples = {
  /** Which law. */
  readonly kind: 'empirical'
  /** What was measured, in ms, in rising order. */
  readonly samples: readonly Ms[]
}

/** A bin reaches from the end of the one before it (the first from zero) up to `upTo`. */
export type Bin = {
  /** Where the bin ends, in ms. */
  readonly upTo: Ms
  /** How many were measured in it. */
  readonly count: number
}

/** Each bin with a chance in proportion to its count, and evenly within the bin. */
export type OfHistogram = {
  /** Which law. */
  readonly kind: 'empirical'
  /** The bins, in rising order. */
  readonly histogram: readonly Bin[]
}

/** What was measured, as samples or as a histogram. */
export type Empirical = OfSamples | OfHistogram

/** Measurements as users hand them over. */
export type EmpiricalOptions =
  | {
      /** What was measured: each is drawn with the same chance. */
      readonly samples: readonly Duration[] | Float64Array | Float32Array | Int32Array
    }
  | {
      /** The bins in rising order; each is drawn by its count, and evenly within. */
      readonly histogram: readonly {
        /** Where the bin ends; it begins where the one before it ends. */
        readonly upTo: Duration
        /** How many were measured in it. */
        readonly count: number
      }[]
    }

/**
 * What was measured, drawn again. Of samples, each one is drawn with the same chance and nothing
 * between two ever is: of n in rising order, u draws the one numbered floor(n * u), from 0. Of a
 * histogram, a bin is drawn by its count, and evenly from its beginning to its end.
 *
 * @throws UsageError when there is nothing to draw, a time is wrong, or the bins do not rise
 * @example
 * empirical({ samples: ['4ms', '5ms', '31ms'] })
 * empirical({ histogram: [{ upTo: '5ms', count: 900 }, { upTo: '50ms', count: 100 }] })
 */
export const empirical = (options: EmpiricalOptions): Empirical => declared(empiricalLaw, options)

class SamplesSampler implements Sampler {
  readonly #samples: Float64Array

  constructor(samples: readonly Ms[]) {
    this.#samples = Float64Array.from(samples)
  }

  quantile(u: number): Ms {
    return this.#samples[Math.floor(u * this.#samples.length)]
  }
}

/** Bins without a count are left out: nothing is ever drawn from them. */
class HistogramSampler implements Sampler {
  readonly #pieces: readonly Piece[]
  readonly #total: number

  constructor(histogram: readonly Bin[]) {
    this.#pieces = piecesOf(histogram)
    this.#total = totalOf(histogram)
  }

  quantile(u: number): Ms {
    const rank = u * this.#total
    let [low, high] = [0, this.#pieces.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#pieces[middle].end > rank) high = middle
      else low = middle + 1
    }
    const { from, width, end, count } = this.#pieces[low]
    return from + (width * (rank - (end - count))) / count
  }
}

type Measured = Omit<OfSamples, 'kind'> | Omit<OfHistogram, 'kind'>

const ofSamples = options({
  samples: v.pipe(
    v.any(),
    v.transform(asList),
    listOf(boundedDuration, "samples: ['4ms', '5ms', '31ms']"),
    v.transform((samples): readonly Ms[] => Object.freeze(samples.sort((a, b) => a - b))),
  ),
})

const MOST_COUNTED = Number.MAX_SAFE_INTEGER

const bin: Schema<Bin> = frozen(
  options({ upTo: positiveDuration, count: numberWithin(0, MOST_COUNTED, 'count: 900') }),
)

const ofHistogram = options({
  histogram: frozen(
    consistent(listOf(bin, "histogram: [{ upTo: '5ms', count: 900 }]"), noHistogram),
  ),
})

/** All that is known of what was measured. */
export const empiricalLaw: Law<Empirical> = {
  kind: 'empirical',
  schema: ofKind(
    'empirical',
    chosenBy<Measured>(written => (says(written, 'histogram') ? ofHistogram : ofSamples)),
  ) as Schema<Empirical>,
  sampler: law =>
    'samples' in law ? new SamplesSampler(law.samples) : new HistogramSampler(law.histogram),
  mean: law => momentsOf(law).mean,
  variance: law => momentsOf(law).variance,
}

function noHistogram(bins: readonly Bin[]): Problem[] {
  const stuck = bins.findIndex(({ upTo }, i) => i > 0 && upTo <= bins[i - 1].upTo)
  const problems: Problem[] = []
  if (stuck > 0) {
    const what = `bin #${stuck + 1} does not end above bin #${stuck}`
    problems.push({ what, fix: 'write the bins in rising order, each with its upper end' })
  }
  if (bins.length > 0 && totalOf(bins) === 0) {
    problems.push({ what: 'every count is zero', fix: 'give one bin a count above zero' })
  }
  return problems
}

const totalOf = (histogram: readonly Bin[]): number =>
  histogram.reduce((total, { count }) => total + count, 0)

/** A bin with where it begins, how wide it is, and the sum of the counts up to its end. */
type Piece = { from: Ms; width: Ms; end: number; count: number }

function piecesOf(histogram: readonly Bin[]): readonly Piece[] {
  let [from, end] = [0, 0]
  const pieces = histogram.map(({ upTo, count }): Piece => {
    const piece = { from, width: upTo - from, end: end + count, count }
    ;[from, end] = [upTo, end + count]
    return piece
  })
  return pieces.filter(({ count }) => count > 0)
}

type Moments = { readonly mean: number; readonly variance: number }

/** A mixture of points, or of bins that are each uniform. */
function momentsOf(law: Empirical): Moments {
  const pieces = 'samples' in law ? law.samples.map(pointAt) : piecesOf(law.histogram)
  const total = pieces.reduce((sum, { count }) => sum + count, 0)
  const average = (of: (piece: Piece) => number): number =>
    pieces.reduce((sum, piece) => sum + (piece.count / total) * of(piece), 0)
  const mean = average(({ from, width }) => from + width / 2)
  const variance = average(({ from, width }) => {
    const away = from + width / 2 - mean
    return away * away + (width * width) / 12
  })
  return { mean, variance }
}

const pointAt = (from: Ms): Piece => ({ from, width: 0, end: 0, count: 1 })
