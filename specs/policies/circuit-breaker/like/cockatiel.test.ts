/** Our breaker under cockatiel's ways, beside cockatiel itself on a clock turned by hand. */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  ExponentialBackoff,
  handleWhen,
  type IBreaker,
  IterableBackoff,
  noJitterGenerator,
  SamplingBreaker,
} from 'cockatiel'
import { type CallOutcome, type CockatielOptions, like } from 'gameday/policies'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { comparedWith, exactly, idleWays } from './compared.ts'
import { type Answer, type Dice, EPOCH, settled, type Subject, tellOf } from './script.ts'

const HANDLED = new Error('counts')
const UNHANDLED = new Error('does not count')

class Cockatiel implements Subject {
  readonly #policy: CircuitBreakerPolicy
  readonly #answers: Answer[] = []
  readonly #ends = new Map<number, (outcome: CallOutcome) => void>()
  #now = EPOCH

  constructor(options: CockatielOptions) {
    vi.setSystemTime(EPOCH)
    this.#policy = circuitBreaker(
      handleWhen(error => error !== UNHANDLED),
      {
        breaker: breakerOf(options.breaker),
        halfOpenAfter: waitOf(options.halfOpenAfter),
        ...(options.halfOpenSampling && { halfOpenSampling: options.halfOpenSampling }),
      },
    )
  }

  wait(ms: number): void {
    this.#now += ms
    vi.setSystemTime(this.#now)
  }

  async begin(call: number): Promise<void> {
    this.#answers[call] = 'waiting'
    this.#policy
      .execute(() => this.#work(call))
      .catch((error: unknown) => {
        if (error instanceof BrokenCircuitError) this.#answers[call] = 'rejected'
      })
    await settled()
  }

  async end(call: number, outcome: CallOutcome): Promise<void> {
    this.#ends.get(call)?.(outcome)
    this.#ends.delete(call)
    await settled()
  }

  state(): string {
    const names = { [CircuitState.Closed]: 'closed', [CircuitState.Open]: 'open' }
    return this.#policy.state === CircuitState.HalfOpen
      ? 'half-open'
      : names[this.#policy.state as CircuitState.Closed]
  }

  answers(): readonly Answer[] {
    return this.#answers
  }

  #work(call: number): Promise<void> {
    this.#answers[call] = 'admitted'
    return new Promise((resolve, reject) => {
      this.#ends.set(call, outcome => {
        if (outcome === 'ok') resolve()
        else reject(outcome === 'failed' ? HANDLED : UNHANDLED)
      })
    })
  }
}

function breakerOf(rule: CockatielOptions['breaker']): IBreaker {
  if (typeof rule === 'number') return new ConsecutiveBreaker(rule)
  if ('size' in rule) return new CountBreaker(rule)
  return new SamplingBreaker({ ...rule, duration: rule.duration as number })
}

function waitOf(halfOpenAfter: CockatielOptions['halfOpenAfter']) {
  if (Array.isArray(halfOpenAfter)) return new IterableBackoff(halfOpenAfter)
  if (typeof halfOpenAfter !== 'object') return halfOpenAfter as number
  return new ExponentialBackoff({ ...(halfOpenAfter as object), generator: noJitterGenerator })
}

const thresholds = [0.07, 0.2, 0.29, 1 / 3, 0.5, 0.57]

const rules: { readonly [rule: string]: (dice: Dice) => CockatielOptions['breaker'] } = {
  'failures in a row': dice => dice.from(1, 4),
  'a window of calls': dice => {
    const size = dice.from(1, 8)
    const threshold = dice.pick(thresholds)
    return { threshold, size, minimumNumberOfCalls: dice.from(1, size) }
  },
  'a window of time': dice => {
    const duration = dice.pick([100, 1000, 1001, 7300])
    const minimumRps = dice.from(1, 4) / (duration / 1000)
    return { threshold: dice.pick(thresholds), duration, minimumRps }
  },
}

function optionsOf(dice: Dice, breaker: CockatielOptions['breaker']): CockatielOptions {
  const calls = dice.from(1, 4)
  return {
    breaker,
    halfOpenAfter: dice.pick([50, [20, 50, 200], { initialDelay: 10, maxDelay: 90 }] as const),
    ...(calls > 1 && { halfOpenSampling: { calls, threshold: dice.pick([0, 0.29, 0.5, 0.75]) } }),
  }
}

const outcomes = ['ok', 'failed', 'failed', 'ignored'] as const
const instants = [10, 20, 40, 50, 80, 90, 100, 143, 200, 913, 1000, 7300]

describe('E1 a breaker like cockatiel', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('agrees with it at every instant, and needs each of its ways to do so', async () => {
    const script = { runs: 400, length: 80, instants, outcomes }
    const atThresholds = await comparedWith({ name: '', ...script, runs: 99 }, (_, run) => {
      const threshold = (run + 1) / 100
      const options = { breaker: { threshold, size: 100 }, halfOpenAfter: 50 }
      const ours = like.cockatiel(options)
      return { subject: new Cockatiel(options), options: ours, script: exactly(run + 1) }
    })
    expect(tellOf(atThresholds.lives).opened).toBeGreaterThan(0)
    const all = atThresholds.compared
    for (const [name, ruleOf] of Object.entries(rules)) {
      const { lives, compared } = await comparedWith({ name, ...script }, dice => {
        const options = optionsOf(dice, ruleOf(dice))
        return { subject: new Cockatiel(options), options: like.cockatiel(options) }
      })
      const { opened, reopened, closed, waited } = tellOf(lives)
      expect(Math.min(opened, reopened, closed, waited)).toBeGreaterThan(100)
      all.push(...compared)
    }
    expect(await idleWays(all)).toEqual([])
  })
})
