/**
 * Distributions made ready to draw from, once each: they are frozen, and samplers have no state.
 */
import { compile, type Distribution } from './kinds.ts'
import type { Sampler } from './law.ts'

const ready = new WeakMap<Distribution, Sampler>()

/** The sampler of a distribution. */
export function samplerOf(distribution: Distribution): Sampler {
  let sampler = ready.get(distribution)
  if (sampler === undefined) ready.set(distribution, (sampler = compile(distribution)))
  return sampler
}
