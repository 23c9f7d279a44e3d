/** Each jitter's formula, by waits worked out from known throws of the dice. */
import { describe, expect, it } from 'vitest'
import { waits } from './dice.ts'

describe('full jitter', () => {
  it('is any whole part of the wait, from none to nearly all', () => {
    expect(waits({ jitter: 'full', base: 100 }, 0, 0.5, 0.999, 0.1234)).toEqual([0, 100, 399, 98])
  })

  it('is spread below the cap, not cut by it', () => {
    const options = { jitter: 'full', base: 100, cap: 250 } as const
    expect(waits(options, 0.5, 0.5, 0.5, 0.5, 0.9)).toEqual([50, 100, 125, 125, 225])
  })

  it('is cut by the cap if told so, as in older AWS SDKs', () => {
    const options = { jitter: 'full', base: 100, cap: 250, capAfterJitter: true } as const
    expect(waits(options, 0.5, 0.5, 0.5, 0.5, 0.1)).toEqual([50, 100, 200, 250, 160])
  })
})

describe("Envoy's full jitter", () => {
  it('has a range of 1, 3, 7, then 10 times the base, as capped', () => {
    const options = { jitter: 'fullEnvoy', base: 25, cap: 250 } as const
    expect(waits(options, 0.5, 0.5, 0.5, 0.5, 0.5)).toEqual([12.5, 37.5, 87.5, 125, 125])
    expect(waits(options, 0, 0.2)).toEqual([0, 15])
  })
})

describe('equal jitter', () => {
  it('keeps half the wait and spreads the other', () => {
    expect(waits({ jitter: 'equal', base: 100 }, 0, 0.5, 0.75)).toEqual([50, 150, 350])
  })

  it('keeps half of the cap at the cap', () => {
    const options = { jitter: 'equal', base: 100, cap: 100 } as const
    expect(waits(options, 0, 0, 0.5)).toEqual([50, 50, 75])
  })
})

describe('plus-minus jitter', () => {
  it('strays a quarter up or down unless told otherwise', () => {
    expect(waits({ jitter: 'plusMinus', base: 100 }, 0, 0.5, 0.75)).toEqual([125, 200, 350])
  })

  it('strays as far as told', () => {
    const options = { jitter: 'plusMinus', base: 100, backoff: 'constant', spread: 0.5 } as const
    expect(waits(options, 0, 0.25, 0.5, 0.75)).toEqual([150, 125, 100, 75])
  })

  it('never strays over the cap, and at the cap only downwards', () => {
    const options = { jitter: 'plusMinus', base: 100, cap: 100, spread: 0.2 } as const
    expect(waits(options, 0, 0.25, 0.5, 0.75)).toEqual([100, 100, 100, 90])
  })

  it('strays over the cap where it may, as in gRPC', () => {
    const options = { base: 100, cap: 250, spread: 0.2, jitterBeyondCap: true } as const
    expect(waits({ jitter: 'plusMinus', ...options }, 0, 0, 0, 0.5)).toEqual([120, 240, 300, 250])
  })

  it('strays first and is capped then, if told so: in the end every wait is the cap', () => {
    const options = { base: 100, cap: 250, spread: 0.5, capAfterJitter: true } as const
    expect(waits({ jitter: 'plusMinus', ...options }, 0.75, 0.75, 0.75, 0.75)).toEqual([
      75, 150, 250, 250,
    ])
  })
})

describe('decorrelated jitter', () => {
  it('draws between the base and three times the wait before', () => {
    // 100 + 0.5 * (300 - 100), then 100 + 0.25 * (600 - 100), then back to the base
    const options = { jitter: 'decorrelated', base: 100 } as const
    expect(waits(options, 0.5, 0.25, 0, 0.5)).toEqual([200, 225, 100, 200])
  })

  it('comes back down from the cap', () => {
    const options = { jitter: 'decorrelated', base: 100, cap: 250 } as const
    expect(waits(options, 0.9, 0.9, 0.1, 0)).toEqual([250, 250, 165, 100])
  })
})

describe('decorrelated jitter, version 2', () => {
  /** Worked out in Python, in the other language's own powers. */
  it.each([
    {
      base: 1_000,
      throws: [0.5, 0.5, 0.5, 0.5],
      wanted: [897.4049355792, 1093.0035473816793, 2035.7479626216334, 4045.9794227837556],
    },
    {
      base: 100,
      throws: [0, 0.9, 0.1, 0.7],
      wanted: [0, 264.4400498075643, 39.92596656337076, 623.0771836221152],
    },
  ])('takes the steps of its curve: $wanted', ({ base, throws, wanted }) => {
    const actual = waits({ jitter: 'decorrelatedV2', base }, ...throws)
    expect(actual).toHaveLength(wanted.length)
    for (const [i, wait] of actual.entries()) expect(wait).toBeCloseTo(wanted[i], 9)
  })

  it('measures each step from the last point of the curve, even if that step was cut', () => {
    const throws = [0.5, 0.5, 0.5, 0.5, 0.999, 0]
    const whole = waits({ jitter: 'decorrelatedV2', base: 1_000, cap: 1e9 }, ...throws)
    const cut = waits({ jitter: 'decorrelatedV2', base: 1_000, cap: 3_000 }, ...throws)
    expect(whole.at(-1)).toBeLessThan(20)
    expect(cut).toEqual(whole.map(wait => Math.min(wait, 3_000)))
  })
})
