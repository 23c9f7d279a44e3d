/** What was measured, drawn again: from the samples themselves, or from a histogram of them. */
import type { Duration, Ms } from '../units.ts'
import type { Fields } from './fields.ts'
import { type Law, type Sampler, declared } from './law.ts'

/** Each sample with the same chance; `samples` are in rising order. */
export type OfSamples = { readonly kind: 'empirical'; readonly samples: readonly Ms[] }

/** A bin reaches from the end of the one before it (the first from zero) up to `upTo`. */
export type Bin = { readonly upTo: Ms; readonly count: number }

/** Each bin with a chance in proportion to its count, and evenly within the bin. */
export type OfHistogram = { readonly kind: 'empirical'; readonly histogram: readonly Bin[] }

/** What was measured, as samples or as a histogram. */
export type Empirical = OfSamples | OfHistogram

/** Measurements as users hand them over. */
export type EmpiricalOptions =
  | { readonly samples: readonly Duration[] }
  | { readonly histogram: readonly { readonly upTo: Duration; readonly count: number }[] }

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
    return this.#samples[Math.floor(u * this.#samples.length)]!
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
      if (this.#pieces[middle]!.end > rank) high = middle
      else low = middle + 1
    }
    const { from, width, end, count } = this.#pieces[low]!
    return from + (width * (rank - (end - count))) / count
  }
}

/** All that is known of what was measured. */
export const empiricalLaw: Law<Empirical> = {
  kind: 'empirical',
  example: "empirical({ samples: ['4ms', '5ms', '31ms'] })",
  read(fields) {
    if (fields.has('histogram')) return { kind: 'empirical', histogram: readHistogram(fields) }
    return { kind: 'empirical', samples: readSamples(fields) }
  },
  sampler: law =>
    'samples' in law ? new SamplesSampler(law.samples) : new HistogramSampler(law.histogram),
  mean: law => momentsOf(law).mean,
  variance: law => momentsOf(law).variance,
}

function readSamples(fields: Fields): readonly Ms[] {
  fields.only('samples')
  const samples = fields.list('samples').map((sample, i) => {
    if (typeof sample === 'number' && sample >= 0 && sample < 1e15) return sample + 0
    return fields.entry(`sample ${i + 1}`, { sample }).time('sample')
  })
  return Object.freeze(samples.sort((a, b) => a - b))
}

function readHistogram(fields: Fields): readonly Bin[] {
  fields.only('histogram')
  const bins = fields.list('histogram').map((bin, i) => readBin(fields.entry(`bin ${i + 1}`, bin)))
  const stuck = bins.findIndex((bin, i) => i > 0 && bin.upTo <= bins[i - 1]!.upTo)
  if (stuck > 0) fields.wrong(`bin ${stuck + 1} does not end above bin ${stuck}`)
  if (bins.length > 0 && totalOf(bins) === 0) fields.wrong('every count is zero')
  return Object.freeze(bins)
}

function readBin(fields: Fields): Bin {
  fields.only('upTo', 'count')
  const count = fields.number('count', { from: 0, to: Number.MAX_SAFE_INTEGER })
  return Object.freeze({ upTo: fields.positiveTime('upTo'), count })
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
