/** The usual law of latency: many small factors multiplied, a hump and a long tail. */
import * as v from 'valibot'
import type { Problem } from '../errors.ts'
import { consistent, numberWithin, optional, options, says, type Schema, wrong } from '../schema.ts'
import type { Duration, Ms } from '../units.ts'
import { ConstantSampler } from './constant.ts'
import { type Law, type Sampler, declared, ofKind, positiveDuration } from './law.ts'
import { Z_99, normalQuantile } from './special.ts'

/** Its logarithm is normal, around ln(median) with the standard deviation `sigma`. */
export type LogNormal = {
  /** Which law. */
  readonly kind: 'logNormal'
  /** The median, in ms. */
  readonly median: Ms
  /** The standard deviation of the logarithm. */
  readonly sigma: number
}

/** The ways to say which log-normal law is meant. */
export type LogNormalOptions =
  | {
      /** Half of all draws are below it. */
      readonly median: Duration
      /** 99 % of all draws are below it; not less than the median. */
      readonly p99: Duration
    }
  | {
      /** Half of all draws are below it. */
      readonly median: Duration
      /** The standard deviation of the logarithm, 0 to 10. */
      readonly sigma: number
    }
  | {
      /** The mean. */
      readonly mean: Duration
      /** The standard deviation of the logarithm, 0 to 10. */
      readonly sigma: number
    }
  | {
      /** The mean of the logarithm of the milliseconds. */
      readonly mu: number
      /** The standard deviation of the logarithm, 0 to 10. */
      readonly sigma: number
    }

/**
 * The usual law of latency. Say it by two percentiles you have measured, or by its parameters:
 * `mu` and `sigma` are the mean and standard deviation of the logarithm of the milliseconds.
 *
 * @throws UsageError when p99 is below the median, sigma is over 10, or a value is missing or wrong
 * @example store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) })
 */
export const logNormal = (options: LogNormalOptions): LogNormal => declared(logNormalLaw, options)

class LogNormalSampler implements Sampler {
  readonly #median: Ms
  readonly #sigma: number

  constructor({ median, sigma }: LogNormal) {
    this.#median = median
    this.#sigma = sigma
  }

  quantile(u: number): Ms {
    return this.#median * Math.exp(this.#sigma * normalQuantile(u))
  }
}

type Parameters = { readonly median: Ms; readonly sigma: number }

const WIDEST_SIGMA = 10
const sigma = numberWithin(0, WIDEST_SIGMA, 'sigma: 0.8')

const byMu = v.pipe(
  // exp(34) ms is 18,000 years: beyond it a `mu` was meant to be something else.
  options({ mu: numberWithin(-20, 34, 'mu: 1.8'), sigma }),
  v.transform(({ mu, sigma }): Parameters => ({ median: Math.exp(mu), sigma })),
)

const byMean = v.pipe(
  options({ mean: positiveDuration, sigma }),
  v.transform(
    ({ mean, sigma }): Parameters => ({ median: mean / Math.exp((sigma * sigma) / 2), sigma }),
  ),
)

const byPercentiles = v.pipe(
  consistent(options({ median: positiveDuration, p99: positiveDuration }), tooFarApart),
  v.transform(({ median, p99 }): Parameters => ({ median, sigma: sigmaOf(median, p99) })),
)

const bySigma = options({ median: positiveDuration, sigma })

/** Neither way was begun, so both are offered. */
const noSpread = wrong(
  options({ median: positiveDuration, p99: optional(positiveDuration), sigma: optional(sigma) }),
  [{ what: 'how far it spreads is missing', fix: "write p99: '40ms', or sigma: 0.8" }],
)

const sigmaOf = (median: Ms, p99: Ms): number => Math.log(p99 / median) / Z_99

function tooFarApart({ median, p99 }: { median: Ms; p99: Ms }): Problem[] {
  if (p99 >= median && sigmaOf(median, p99) <= WIDEST_SIGMA) return []
  const what =
    p99 < median
      ? `p99 (${p99} ms) is below the median (${median} ms)`
      : `p99 is ${p99 / median} times the median`
  return [{ what, fix: "write the two as measured, as in { median: '6ms', p99: '40ms' }" }]
}

const parameters: Schema<Parameters> = v.lazy(written => {
  if (says(written, 'mu')) return byMu
  if (says(written, 'mean')) return byMean
  if (says(written, 'p99')) return byPercentiles
  return says(written, 'sigma') ? bySigma : noSpread
})

/** All that is known of the log-normal law. */
export const logNormalLaw: Law<LogNormal> = {
  kind: 'logNormal',
  schema: ofKind('logNormal', parameters),
  sampler: law => (law.sigma === 0 ? new ConstantSampler(law.median) : new LogNormalSampler(law)),
  mean: ({ median, sigma }) => median * Math.exp((sigma * sigma) / 2),
  variance: ({ median, sigma }) =>
    median * median * Math.exp(sigma * sigma) * Math.expm1(sigma * sigma),
}
