/** Whatever the options, the dice and the retry, a wait is a time within its bounds. */
import * as fc from 'fast-check'
import { type Growth, type Jitter, RETRY_DEFAULTS, type RetrySettings } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { formula } from '../../../src/policies/retry/formula.ts'

const jitters: Jitter[] = [
  'none',
  'full',
  'fullEnvoy',
  'equal',
  'plusMinus',
  'decorrelated',
  'decorrelatedV2',
]

const options = fc.record({
  backoff: fc.constantFrom<Growth>('constant', 'linear', 'exponential'),
  base: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 60_000, noNaN: true })),
  factor: fc.double({ min: 1, max: 1_000, noNaN: true }),
  spread: fc.double({ min: 0, max: 1, noNaN: true }),
  capAfterJitter: fc.boolean(),
})

/** How far the cap is above the base. */
const headroom = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }))
const retry = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constantFrom(1_000, 1_025, 1e6, 1e15))
const chance = fc.oneof(
  fc.constantFrom(0, 1 - 2 ** -32),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
)

/** The bounds of a wait beyond "from 0 to the cap", where a jitter promises more. */
const least: Partial<Record<Jitter, (settings: RetrySettings) => number>> = {
  none: ({ base }) => base,
  equal: ({ base }) => base / 2,
  plusMinus: ({ base, spread }) => base * (1 - spread) * (1 - 1e-12),
  decorrelated: ({ base }) => base,
}

/** The waits of a call whose retries are so numbered, each with its throw of the dice. */
function waitsOf(settings: RetrySettings, throws: readonly (readonly [number, number])[]) {
  const backoff = formula(settings)
  const progress = { attempts: 0, step: 0, delay: 0, mark: 0 }
  return throws.map(([retry, r]) => {
    progress.step = retry
    progress.delay = backoff.delay(progress, () => r)
    return progress.delay
  })
}

describe.each(jitters)('a wait with jitter %s', jitter => {
  it('is never negative, never over the cap, and never less than promised', () => {
    const retries = fc.uniqueArray(fc.tuple(retry, chance), {
      selector: ([retry]) => retry,
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(options, headroom, retries, (drawn, room, retries) => {
        const settings = { ...RETRY_DEFAULTS, ...drawn, jitter, cap: drawn.base + room }
        const lowest = least[jitter]?.(settings) ?? 0
        const waits = waitsOf(
          settings,
          retries.toSorted(([a], [b]) => a - b),
        )
        expect(waits.filter(wait => !(wait >= lowest && wait <= settings.cap))).toEqual([])
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    )
  })

  it('is the cap at the millionth retry, or spread below it', () => {
    const backoff = formula({ ...RETRY_DEFAULTS, jitter })
    const progress = { attempts: 1e6, step: 1e6, delay: 30_000, mark: Number.MAX_VALUE }
    const spread = { full: 15_000, fullEnvoy: 15_000, equal: 22_500 } as Record<string, number>
    expect(backoff.delay(progress, () => 0.5)).toBe(spread[jitter] ?? 30_000)
  })
})
