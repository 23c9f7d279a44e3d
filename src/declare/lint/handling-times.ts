/** How long each handling takes while nothing is wrong and nobody queues, its calls included. */
import type { Distribution } from '../../kernel/distributions/index.ts'
import {
  type CallPolicy,
  type KeysData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../data.ts'
import { calleeOf, componentOf, handlingOf } from '../graph.ts'
import { linkBetween, nearestEnds } from '../network/link-between.ts'
import { type LinkData, noLink } from '../network/links.ts'
import { wholeMs } from './limits.ts'
import {
  always,
  drawn,
  latest,
  noTime,
  nthOf,
  oneOf,
  sum,
  type Time,
  times,
  within,
} from './times.ts'

/** Whether caches know what they are asked for, but for a declared `hitRatio`, or nothing. */
export type Caching = 'warm' | 'cold'

/** The share of questions that a cache has no answer to. */
export function missShare(keys: KeysData, caching: Caching): number {
  if (caching === 'cold') return 1
  return 'hitRatio' in keys ? 1 - keys.hitRatio : 0
}

/** The times of all handlings of a system; unknown ones, of circles, are no time at all. */
export class HandlingTimes {
  readonly #data: SystemData
  readonly #handlings = new Map<string, Time>()
  readonly #laws = new Map<Distribution, Time>()
  readonly #trips = new Map<string, Time>()

  readonly #caching: Caching

  /** @param calleesFirst the components, each behind those it calls; none in a circle */
  constructor(data: SystemData, calleesFirst: readonly string[], caching: Caching) {
    this.#data = data
    this.#caching = caching
    for (const name of calleesFirst) {
      const part = data.parts.get(name)
      if (part === undefined) continue
      for (const [sequence, steps] of sequencesOf(part)) {
        this.#handlings.set(`${name}.${sequence}`, this.inRow(name, steps))
      }
    }
  }

  /** A handling, by its key: `component.operation`. */
  of(key: string): Time {
    return this.#handlings.get(key) ?? noTime
  }

  /** One attempt of a call by nothing but its callee and the way there and back. */
  attempt(caller: string, callee: string): Time {
    return sum(this.#roundTrip(caller, callee), this.of(handlingOf(callee)))
  }

  /** A call with its limits; one that can do without its answer, or falls back, may end at once. */
  call(caller: string, callee: string, policy: CallPolicy): Time {
    const time = within(wholeMs(policy), this.attempt(caller, callee))
    return policy.optional || policy.fallback !== null ? { ...time, least: 0 } : time
  }

  /** A step that a caller does, with the limits that it sets itself. */
  step(caller: string, step: StepData): Time {
    switch (step.step) {
      case 'say':
      // How long code takes is seen when it runs.
      case 'run':
        return noTime
      case 'work':
        return this.#law(step.time)
      case 'call':
      case 'publish':
        return this.call(caller, step.to, step.policy)
      case 'parallel':
        return this.#atOnce(
          step.needed,
          step.branches.map(branch => this.inRow(caller, branch)),
        )
      case 'choose':
        return oneOf(
          step.ways.map(({ weight, steps }) => ({ weight, time: this.inRow(caller, steps) })),
        )
      case 'repeat':
        return times(step.times, this.inRow(caller, step.steps))
      case 'cached':
        return this.#cached(caller, step)
    }
  }

  #atOnce(needed: number, branches: readonly Time[]): Time {
    if (needed < branches.length) return nthOf(needed, branches)
    return branches.reduce((all, branch) => latest(all, branch), noTime)
  }

  #cached(caller: string, step: Extract<StepData, { step: 'cached' }>): Time {
    const callee = calleeOf(step)
    const asked = callee === null ? noTime : this.call(caller, callee, step.policy)
    const misses = missShare(step.keys, this.#caching)
    if (misses === 0) return asked
    const missed = sum(asked, this.inRow(caller, step.miss))
    return oneOf([
      { weight: 1 - misses, time: asked },
      { weight: misses, time: missed },
    ])
  }

  /** Steps of a component, one after another. */
  inRow(caller: string, steps: readonly StepData[]): Time {
    if (steps.length === 1) return this.step(caller, steps[0])
    return steps.reduce((all, step) => sum(all, this.step(caller, step)), noTime)
  }

  #law(law: Distribution): Time {
    let known = this.#laws.get(law)
    if (known === undefined) this.#laws.set(law, (known = drawn(law)))
    return known
  }

  #roundTrip(caller: string, callee: string): Time {
    const name = `${caller}->${callee}`
    let known = this.#trips.get(name)
    if (known === undefined) {
      const ends = nearestEnds(this.#data.parts, caller, componentOf(callee))
      const { declared } = linkBetween(this.#data, name, ends)
      known = declared === noLink ? noTime : times(2, this.#oneWay(declared))
      this.#trips.set(name, known)
    }
    return known
  }

  #oneWay({ latencyMs, propagationMs, processingMs, random }: LinkData): Time {
    return random.reduce(
      (all, { of, share }) => sum(all, times(share, this.#law(of))),
      always(latencyMs + propagationMs + processingMs),
    )
  }
}
