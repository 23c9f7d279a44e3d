/**
 * Distributions made ready to draw from, once each: they are frozen, and samplers have no state.
 */
import { compile, type Distribution, type Sampler } from '../kernel/distributions/index.ts'

const ready = new WeakMap<Distribution, Sampler>()

/** The sampler of a distribution. */
export function samplerOf(distribution: Distribution): Sampler {
  let sampler = ready.get(distribution)
  if (sampler === undefined) ready.set(distribution, (sampler = compile(distribution)))
  return sampler
}
