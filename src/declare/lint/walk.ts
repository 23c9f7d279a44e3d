/** What one handling leads to while nothing is wrong: work, calls, and how long it holds a slot. */
import { mean } from '../../kernel/distributions/index.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  type CallPolicy,
  type ParallelData,
  type PartData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../data.ts'
import { componentOf, handlingOf } from '../graph.ts'
import { chanceOfAtLeast } from './chances.ts'
import { type Caching, type HandlingTimes, missShare } from './handling-times.ts'
import { meanMs } from './times.ts'

/** What a walk needs to know; the handlings that it leads to are walked through before it. */
export type Ground = {
  readonly data: SystemData
  readonly times: HandlingTimes
  readonly caching: Caching
  /** By handling. */
  readonly walks: ReadonlyMap<string, Walk>
}

/** A step that calls. */
type CallingStep = Extract<StepData, { readonly policy: CallPolicy }>

/** A call that a handling makes, and how often on average; a queue delivers without a step. */
export type MadeCall = {
  readonly callee: string
  readonly step: CallingStep | null
  readonly times: number
}

/** In a shorter queue there is often no room, also where there is enough on average. */
const SHORT_QUEUE = 50

/**
 * Walks through one handling. What comes behind a call that may be turned away is not counted: who
 * knows how often that is.
 */
export class Walk {
  readonly calls: MadeCall[] = []
  /** Its own work. */
  workMs: Ms = 0
  /** Its own work and its calls, as far as they are certain. */
  holdMs: Ms = 0
  /** How often it ends well for certain. */
  survives = 1
  readonly #ground: Ground
  readonly #caller: string

  constructor(ground: Ground, caller: string) {
    this.#ground = ground
    this.#caller = caller
  }

  /**
   * Steps in a row; those behind a call that fails by itself are not come to.
   *
   * @param share how often it comes to them
   * @returns how often it comes to the end
   */
  through(steps: readonly StepData[], share = 1): number {
    return steps.reduce((left, step) => this.#step(step, left), share)
  }

  #step(step: StepData, share: number): number {
    switch (step.step) {
      case 'say':
        return share
      case 'run': // it may fail by itself, and nobody knows how long it takes
        return 0
      case 'work':
        return this.#work(mean(step.time), share)
      case 'call':
      case 'publish':
        return this.#call(step, step.to, share)
      case 'parallel':
        return step.needed < step.branches.length
          ? this.#quorum(step, share)
          : this.#parallel(step.branches, share)
      case 'choose':
        return this.#choose(step.ways, share)
      case 'repeat':
        return this.#repeat(step.steps, step.times, share)
      case 'cached': {
        if (step.cache !== null) this.#call(step, step.cache, share)
        const misses = share * missShare(step.keys, this.#ground.caching)
        return share - misses + this.through(step.miss, misses)
      }
    }
  }

  #work(ms: Ms, share: number): number {
    this.workMs += share * ms
    this.holdMs += share * ms
    return share
  }

  #call(step: CallingStep, callee: string, share: number): number {
    const { times, walks } = this.#ground
    const { policy } = step
    this.calls.push({ callee, step, times: share })
    const isSure = !mayTurnAway(policy) && this.#letsIn(callee)
    const there = walks.get(handlingOf(callee))
    if (isSure && there !== undefined) {
      const whole = meanMs(times.call(this.#caller, callee, policy))
      const way = meanMs(times.attempt(this.#caller, callee)) - meanMs(times.of(handlingOf(callee)))
      this.holdMs += share * Math.min(whole, way + there.holdMs)
    }
    if (policy.optional || policy.fallback !== null || step.step === 'cached') return share
    return isSure ? share * (there?.survives ?? 0) : 0
  }

  #letsIn(callee: string): boolean {
    const part = this.#ground.data.parts.get(componentOf(callee))
    if (part === undefined || part.kind === 'clients') return false
    const { rateLimit, limit, shedding, queue } = part
    return (rateLimit ?? limit ?? shedding) === null && queue >= SHORT_QUEUE
  }

  /** The longest branch counts, unless another one may fail before it is over. */
  #parallel(branches: readonly (readonly StepData[])[], share: number): number {
    const before = this.holdMs
    let [longest, survive] = [0, 1]
    for (const branch of branches) {
      this.holdMs = 0
      const left = this.through(branch, share)
      if (share > 0) survive *= left / share
      longest = Math.max(longest, this.holdMs)
    }
    this.holdMs = before + longest * (branches.length > 1 ? survive : 1)
    return share * survive
  }

  /** Of each branch only what it begins with is certain: it may be stopped before the rest. */
  #quorum({ needed, branches }: ParallelData, share: number): number {
    const before = [this.workMs, this.holdMs] as const
    const ends = branches.map(branch => new Walk(this.#ground, this.#caller).through(branch))
    for (const [first] of branches) {
      if (first?.step === 'call' || first?.step === 'publish') this.#step(first, share)
    }
    ;[this.workMs, this.holdMs] = before
    return share * chanceOfAtLeast(needed, ends)
  }

  #choose(ways: Extract<StepData, { step: 'choose' }>['ways'], share: number): number {
    const whole = ways.reduce((all, { weight }) => all + weight, 0)
    return ways.reduce(
      (all, { weight, steps }) => all + this.through(steps, (share * weight) / whole),
      0,
    )
  }

  /** Each round is come to as often as the one before it ended well. */
  #repeat(steps: readonly StepData[], times: number, share: number): number {
    if (times === 0) return share
    const once = new Walk(this.#ground, this.#caller)
    const survives = once.through(steps)
    const left = survives < 1 ? Math.exp(times * Math.log(survives)) : 1
    const rounds = share * (survives < 1 ? (1 - left) / (1 - survives) : times)
    this.workMs += rounds * once.workMs
    this.holdMs += rounds * once.holdMs
    for (const call of once.calls) this.calls.push({ ...call, times: rounds * call.times })
    return share * left
  }
}

const mayTurnAway = (policy: CallPolicy | null): boolean =>
  policy !== null &&
  ((policy.bulkhead ?? policy.rateLimit ?? policy.limit ?? policy.throttle) !== null ||
    mayTurnAway(policy.inner))

/** The share of requests that do not fail by themselves, however many conflict. */
function survivors(part: PartData): number {
  if (part.kind === 'clients') return 1
  const { errorRate, conflictRate, concurrency } = part
  const apart = conflictRate === 0 ? 1 : Math.exp((concurrency - 1) * Math.log1p(-conflictRate))
  return (1 - errorRate) * apart
}

/** All handlings of a system. */
export function walksThrough(
  ground: Omit<Ground, 'walks'>,
  calleesFirst: readonly string[],
): ReadonlyMap<string, Walk> {
  const walks = new Map<string, Walk>()
  for (const name of calleesFirst) {
    const part = ground.data.parts.get(name)
    if (part === undefined) continue
    for (const [sequence, steps] of sequencesOf(part)) {
      const walk = new Walk({ ...ground, walks }, name)
      const ended = walk.through(steps)
      walk.survives = ended * survivors(part)
      walks.set(`${name}.${sequence}`, walk)
    }
  }
  return walks
}
