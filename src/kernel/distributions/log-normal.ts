/** The usual law of latency: many small factors multiplied, a hump and a long tail. */
import type { Duration, Ms } from '../units.ts'
import { ConstantSampler } from './constant.ts'
import type { Fields } from './fields.ts'
import { type Law, type Sampler, declared } from './law.ts'
import { Z_99, normalQuantile } from './special.ts'

/** Its logarithm is normal, around ln(median) with the standard deviation `sigma`. */
export type LogNormal = { readonly kind: 'logNormal'; readonly median: Ms; readonly sigma: number }

/** The ways to say which log-normal law is meant. */
export type LogNormalOptions =
  | { readonly median: Duration; readonly p99: Duration }
  | { readonly median: Duration; readonly sigma: number }
  | { readonly mean: Duration; readonly sigma: number }
  | { readonly mu: number; readonly sigma: number }

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

const WIDEST_SIGMA = 10
const SIGMA = { from: 0, to: WIDEST_SIGMA } as const
/** exp(34) ms is 18,000 years: beyond it a `mu` was meant to be something else. */
const MU = { from: -20, to: 34 } as const

/** All that is known of the log-normal law. */
export const logNormalLaw: Law<LogNormal> = {
  kind: 'logNormal',
  example: "logNormal({ median: '6ms', p99: '40ms' })",
  read: fields => ({ kind: 'logNormal', ...readParameters(fields) }),
  sampler: law => (law.sigma === 0 ? new ConstantSampler(law.median) : new LogNormalSampler(law)),
  mean: ({ median, sigma }) => median * Math.exp((sigma * sigma) / 2),
  variance: ({ median, sigma }) =>
    median * median * Math.exp(sigma * sigma) * Math.expm1(sigma * sigma),
}

type Parameters = { readonly median: Ms; readonly sigma: number }

function readParameters(fields: Fields): Parameters {
  if (fields.has('mu')) return readMu(fields)
  if (fields.has('mean')) return readMean(fields)
  if (fields.has('p99')) return readPercentiles(fields)
  fields.only('median', 'p99', 'sigma')
  const median = fields.positiveTime('median')
  if (fields.has('sigma')) return { median, sigma: fields.number('sigma', SIGMA) }
  return { median, sigma: fields.wrong('how far it spreads is missing: "p99" or "sigma"') }
}

function readMu(fields: Fields): Parameters {
  fields.only('mu', 'sigma')
  return { median: Math.exp(fields.number('mu', MU)), sigma: fields.number('sigma', SIGMA) }
}

function readMean(fields: Fields): Parameters {
  fields.only('mean', 'sigma')
  const mean = fields.positiveTime('mean')
  const sigma = fields.number('sigma', SIGMA)
  return { median: mean / Math.exp((sigma * sigma) / 2), sigma }
}

function readPercentiles(fields: Fields): Parameters {
  fields.only('median', 'p99')
  const median = fields.positiveTime('median')
  const p99 = fields.positiveTime('p99')
  const sigma = Math.log(p99 / median) / Z_99
  if (sigma < 0) fields.wrong(`p99 (${p99} ms) is below the median (${median} ms)`)
  if (sigma > WIDEST_SIGMA) fields.wrong(`p99 is ${p99 / median} times the median`)
  return { median, sigma }
}
