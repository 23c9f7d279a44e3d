/** Laws of chance: the words that name them, and what can be asked of them. */
export { type Constant, constant } from './constant.ts'
export { type Empirical, type EmpiricalOptions, empirical } from './empirical.ts'
export { type Exponential, exponential } from './exponential.ts'
export { type Erlang, type Gamma, erlang, gamma } from './gamma.ts'
export {
  type Distribution,
  type TimeSpec,
  checkDistribution,
  compile,
  distributionOf,
  isDistribution,
  mean,
  mixture,
  variance,
} from './kinds.ts'
export type { Sampler } from './law.ts'
export { type LogNormal, type LogNormalOptions, logNormal } from './log-normal.ts'
export type { Mixture } from './mixture.ts'
export { type Normal, normal } from './normal.ts'
export { type Pareto, pareto } from './pareto.ts'
export { type Uniform, uniform } from './uniform.ts'
export { type Weibull, weibull } from './weibull.ts'
export { type Zipf, zipf } from './zipf.ts'
