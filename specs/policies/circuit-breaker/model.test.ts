/** Whatever callers do, and whenever, the breaker answers as the reference does. */
import * as fc from 'fast-check'
import { type CallOutcome, CircuitBreaker, type Permit } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { ReferenceBreaker, type ReferenceOptions } from './reference-breaker.ts'

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'begin' }
  | { readonly do: 'settle'; readonly which: number; readonly outcome: CallOutcome }
  | { readonly do: 'reset' }

const OPEN_FOR = 50
const outcome = fc.constantFrom<CallOutcome>(
  'ok',
  'ok',
  'failed',
  'failed',
  'failed',
  'ignored',
  'cancelled',
)
const probes = fc.integer({ min: 1, max: 4 })

const consecutive: fc.Arbitrary<ReferenceOptions> = fc.record({
  consecutive: fc.integer({ min: 1, max: 4 }),
  openFor: fc.constant(OPEN_FOR),
  probes,
})

const timeWindow: fc.Arbitrary<ReferenceOptions> = fc.record({
  window: fc.constantFrom(10, 30, 100, 100 / 3),
  buckets: fc.integer({ min: 1, max: 10 }),
  failureRate: fc.constantFrom(0.1, 0.3, 0.5, 2 / 3, 1),
  minimumCalls: fc.integer({ min: 1, max: 6 }),
  openFor: fc.constant(OPEN_FOR),
  probes,
})

const lastCalls: fc.Arbitrary<ReferenceOptions> = fc.integer({ min: 1, max: 8 }).chain(lastCalls =>
  fc.record({
    lastCalls: fc.constant(lastCalls),
    failureRate: fc.constantFrom(0.1, 0.3, 0.5, 2 / 3, 1),
    minimumCalls: fc.integer({ min: 1, max: lastCalls }),
    openFor: fc.constant(OPEN_FOR),
    probes,
  }),
)

/** Waits that land on boundaries, beside them, and anywhere. */
const ms = fc.oneof(
  fc.constantFrom(0, 1, 10, 30, 100, OPEN_FOR - 1, OPEN_FOR, OPEN_FOR + 1, 10_000),
  fc.double({ min: 0, max: 40, noNaN: true }),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: ms.map((ms): Step => ({ do: 'wait', ms })) },
  { weight: 40, arbitrary: fc.constant<Step>({ do: 'begin' }) },
  {
    weight: 40,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      which: fc.nat({ max: 5 }),
      outcome,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'reset' }) },
)

/** A breaker and its reference, to whom the same things happen, and all that they say. */
class Twins {
  readonly breaker: CircuitBreaker
  readonly said: unknown[] = []
  readonly wanted: unknown[] = []
  readonly #reference: ReferenceBreaker
  readonly #underWay: [Permit, symbol][] = []
  #now: number

  constructor(options: ReferenceOptions, start: number) {
    this.breaker = new CircuitBreaker(options)
    this.#reference = new ReferenceBreaker(options)
    this.#now = start
  }

  live(step: Step): void {
    switch (step.do) {
      case 'wait':
        this.#now += step.ms
        break
      case 'begin':
        this.#begin()
        break
      case 'settle':
        this.#settle(step.which, step.outcome)
        break
      case 'reset':
        this.breaker.reset(this.#now)
        this.#reference.reset()
    }
    this.said.push(this.breaker.state, this.breaker.metrics(this.#now))
    this.wanted.push(this.#reference.state(), this.#reference.metrics(this.#now))
  }

  #begin(): void {
    const [actual, wanted] = [this.breaker.admit(this.#now), this.#reference.admit(this.#now)]
    if (actual.admitted && typeof wanted === 'symbol') this.#underWay.push([actual, wanted])
    this.said.push(actual.admitted ? 'admitted' : actual.retryAt)
    this.wanted.push(typeof wanted === 'symbol' ? 'admitted' : wanted)
  }

  #settle(which: number, outcome: CallOutcome): void {
    const [call] = this.#underWay.splice(which % Math.max(1, this.#underWay.length), 1)
    if (call === undefined) return
    this.breaker.settle(call[0], outcome, this.#now)
    this.#reference.settle(call[1], outcome, this.#now)
  }
}

/** The states of a life, one after the other; both have said the same all along. */
function lifeOf(options: ReferenceOptions, steps: readonly Step[], start: number): string {
  const twins = new Twins(options, start)
  const states = ['closed']
  for (const step of steps) {
    twins.live(step)
    if (states.at(-1) !== twins.breaker.state.name) states.push(twins.breaker.state.name)
  }
  expect(twins.said).toEqual(twins.wanted)
  return states.join(' ')
}

/** 1,500 random lives, in which both agree; tells in how many of them something happened. */
function agreeingLives(options: fc.Arbitrary<ReferenceOptions>) {
  const lives: string[] = []
  const steps = fc.array(step, { maxLength: 120, size: 'max' })
  const start = fc.constantFrom(0, 12_345.678, 1_795_000_000_000)
  fc.assert(
    fc.property(options, steps, start, (options, steps, start) => {
      lives.push(lifeOf(options, steps, start))
    }),
    { seed: 20_261_123, numRuns: 1_500 },
  )
  return {
    all: lives.length,
    recovered: lives.filter(life => life.includes('half-open closed')).length,
    relapsed: lives.filter(life => life.includes('half-open open')).length,
  }
}

describe('a breaker agrees with the reference', () => {
  it.each([
    ['failures in a row', consecutive],
    ['the share of failures in a time window', timeWindow],
    ['the share of failures among the last calls', lastCalls],
  ])('on %s', (_rule, options) => {
    const { all, recovered, relapsed } = agreeingLives(options)
    expect(all).toBe(1_500)
    expect(recovered).toBeGreaterThan(100)
    expect(relapsed).toBeGreaterThan(100)
  })
})
