/** The throttle: its share by each formula, its window, and how much gets through. */
import * as fc from 'fast-check'
import { AdaptiveThrottle, checkThrottle, type ThrottleOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/kernel/streams.ts'

type Step = { readonly gapMs: number; readonly accepted: boolean; readonly dice: number }

const steps = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.constantFrom(0, 25, 1_000), fc.integer({ min: 0, max: 90 })),
    accepted: fc.boolean(),
    dice: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { maxLength: 150, size: 'max' },
)

type Formula = (requests: number, accepts: number) => number

/** Every event is remembered, and counted anew each time by the bucket it fell into. */
class Reference {
  readonly #requests: number[] = []
  readonly #accepts: number[] = []

  constructor(
    readonly formula: Formula,
    readonly bucketMs: number,
    readonly buckets: number,
    readonly countsAll: boolean,
  ) {}

  share(now: number): number {
    return this.formula(this.#lately(this.#requests, now), this.#lately(this.#accepts, now))
  }

  live({ accepted, dice }: Step, now: number): boolean {
    const admitted = dice >= this.share(now)
    if (admitted || this.countsAll) this.#requests.push(now)
    if (admitted && accepted) this.#accepts.push(now)
    return admitted
  }

  #lately(times: readonly number[], now: number): number {
    const newest = Math.floor(now / this.bucketMs)
    return times.filter(at => Math.floor(at / this.bucketMs) > newest - this.buckets).length
  }
}

const formulas: readonly [name: string, ThrottleOptions, Formula, countsAll: boolean][] = [
  ["Google's", { window: 1_000, buckets: 10 }, (n, s) => Math.max(0, (n - 2 * s) / (n + 1)), true],
  [
    "go-zero's",
    { formula: 'goZero', window: 1_000, buckets: 10 },
    (n, s) => Math.max(0, (n - 5 - 1.5 * s) / (n + 1)),
    true,
  ],
  [
    "Envoy's",
    { formula: 'envoy', window: 1_000, buckets: 10 },
    (n, s) => Math.min(0.8, Math.max(0, (n - s / 0.95) / (n + 1))),
    false,
  ],
]

describe('an adaptive throttle (E7)', () => {
  it.each(formulas)('by %s formula decides as the reference does', (_n, options, formula, all) => {
    let held = 0
    fc.assert(
      fc.property(steps, steps => {
        const throttle = new AdaptiveThrottle(options)
        const reference = new Reference(formula, 100, 10, all)
        let now = 0
        for (const step of steps) {
          now += step.gapMs
          expect(throttle.share(now)).toBeCloseTo(reference.share(now), 12)
          const admitted = throttle.admit(() => step.dice, now)
          expect(admitted).toBe(reference.live(step, now))
          if (admitted && step.accepted) throttle.accepted(now)
          if (!admitted) held++
        }
      }),
      { seed: 20_261_205, numRuns: 1_000 },
    )
    expect(held).toBeGreaterThan(500)
  })

  it("sharpens Envoy's share by the aggression", () => {
    const throttle = new AdaptiveThrottle({ formula: 'envoy', aggression: 2, most: 1 })
    for (let i = 0; i < 3; i++) throttle.admit(() => 0.999_999, 0)
    expect(throttle.share(0)).toBeCloseTo(Math.sqrt(3 / 4), 12)
  })

  it('turns nothing away while half of the requests are accepted, and draws no chance', () => {
    const throttle = new AdaptiveThrottle()
    const noChance = () => {
      throw new Error('nothing to decide')
    }
    for (let i = 0; i < 1_000; i++) {
      expect(throttle.admit(i % 2 === 0 ? () => 0.999 : noChance, i)).toBe(true)
      if (i % 2 === 0) throttle.accepted(i)
    }
  })

  it('sends about k times what is accepted: 2 of the 1 in 10 that a callee takes', () => {
    const throttle = new AdaptiveThrottle({ k: 2, window: 10_000, buckets: 100 })
    const random = randomStream('1', 'throttle')
    let [sent, accepted] = [0, 0]
    for (let now = 0; now < 200_000; now++) {
      const mayTake = now % 10 === 0 || accepted * 10 < now
      if (!throttle.admit(random, now)) continue
      sent++
      if (!mayTake) continue
      accepted++
      throttle.accepted(now)
    }
    expect(accepted / 200_000).toBeCloseTo(0.1, 2)
    expect(sent / accepted).toBeGreaterThan(1.9)
    expect(sent / accepted).toBeLessThan(2.1)
  })

  it('holds back from a callee that is slow to refuse: requests count when they are sent', () => {
    const throttle = new AdaptiveThrottle({ k: 2 })
    for (let i = 0; i < 99; i++) throttle.admit(() => 0.999, i)
    expect(throttle.share(100)).toBe(0.99)
  })

  it('forgives all once the window has passed', () => {
    const throttle = new AdaptiveThrottle({ window: 1_000, buckets: 10 })
    for (let i = 0; i < 50; i++) throttle.admit(() => 0.999, 0)
    expect(throttle.share(999)).toBeGreaterThan(0.9)
    expect(throttle.share(1_000)).toBe(0)
  })
})

describe('options of a throttle (E7)', () => {
  const told = (options: unknown) =>
    checkThrottle(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

  it.each([
    {},
    { k: 1.1, window: 60_000, buckets: 60 },
    { formula: 'goZero', protection: 0 },
    { formula: 'envoy', threshold: 0.9, aggression: 1.5, most: 1 },
  ])('may be %j', options => {
    expect(told(options)).toEqual([])
  })

  it.each([
    [{ k: 0.5 }, 'k: 0.5 is not a number from 1 to 1_000'],
    [{ formula: 'netflix' }, 'formula: "netflix" is no choice'],
    [{ protection: 5 }, 'protection: there is no option "protection"'],
    [{ window: 0 }, 'window: 0 is not a number of milliseconds above 0'],
    [{ formula: 'envoy', most: 2 }, 'most: 2 is not a number above 0 and up to 1'],
    [true, ': true is no set of options'],
  ])('%j are refused', (options, what) => {
    expect(told(options)).toEqual([what])
  })
})
