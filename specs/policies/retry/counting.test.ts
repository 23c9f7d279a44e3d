/** How often a call is tried, after which failures, and what is remembered meanwhile. */
import { randomStream } from '../../../src/kernel/streams.ts'
import { type FailureKind, Retry, type RetryOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { loaded } from './dice.ts'

/** The waits of a call that fails until it is given up. */
function allWaits(options: RetryOptions, random = loaded()): number[] {
  const retry = new Retry(options)
  const progress = retry.start()
  const waits: number[] = []
  for (;;) {
    const wait = retry.next(progress, random)
    if (wait === undefined) return waits
    waits.push(wait)
  }
}

describe('attempts', () => {
  it('are calls, the first included: three calls have two waits', () => {
    expect(allWaits({ attempts: 3 })).toEqual([100, 200])
  })

  it('are three unless told otherwise', () => {
    expect(allWaits({})).toEqual([100, 200])
  })

  it('may be one, which is no retry', () => {
    expect(allWaits({ attempts: 1 })).toEqual([])
  })

  it('end at a thousand at most', () => {
    expect(allWaits({ attempts: 1_000 })).toHaveLength(999)
  })

  it('once used up stay so', () => {
    const retry = new Retry({ attempts: 2 })
    const progress = retry.start()
    const answers = [1, 2, 3].map(() => retry.next(progress, loaded()))
    expect(answers).toEqual([100, undefined, undefined])
  })
})

describe('progress', () => {
  it('holds the failed attempts and the latest wait', () => {
    const retry = new Retry({ attempts: 3 })
    const progress = retry.start()
    expect(progress).toEqual({ attempts: 0, step: 0, delay: 0, mark: 0 })

    retry.next(progress, loaded())
    expect(progress).toMatchObject({ attempts: 1, delay: 100 })
  })

  it.each(['decorrelated', 'decorrelatedV2'] as const)('is as good as new again: %s', jitter => {
    const retry = new Retry({ attempts: 5, jitter })
    const progress = retry.start()
    const waits = () => [0.3, 0.6, 0.9, 0.2].map(r => retry.next(progress, () => r))
    const first = waits()
    retry.restart(progress)
    expect(waits()).toEqual(first)
  })

  it('is kept apart from call to call, though one retry serves them all', () => {
    const retry = new Retry({ attempts: 5, jitter: 'decorrelated', base: 100 })
    const [one, two] = [retry.start(), retry.start()]
    retry.next(one, () => 0.5)
    expect(retry.next(two, () => 0)).toBe(100)
    expect(retry.next(one, () => 0.25)).toBe(225)
  })

  it('may be part of a larger record of the call', () => {
    const call = { id: 7, attempts: 0, step: 0, delay: 0, mark: 0 }
    new Retry({ attempts: 2 }).next(call, loaded())
    expect(call).toEqual({ id: 7, attempts: 1, step: 1, delay: 100, mark: 0 })
  })
})

describe('chance', () => {
  it('is drawn from once for each wait, and not to give up', () => {
    expect(allWaits({ attempts: 3, jitter: 'full' }, loaded(0.5, 0.5))).toEqual([50, 100])
  })

  it('that gives no share is refused', () => {
    const next = (r: number) => () => {
      const retry = new Retry({ jitter: 'equal' })
      retry.next(retry.start(), () => r)
    }
    expect(next(NaN)).toThrow(/hand in Math.random/)
    expect(next(-5)).toThrow(/hand in Math.random/)
  })

  it('gives version 2 median waits of 0.90, 1.14, 2.01 and 4.00 times the base', () => {
    const random = randomStream('42', 'spec/decorrelatedV2')
    const options = { attempts: 5, jitter: 'decorrelatedV2', base: 1_000, cap: 60_000 } as const
    const calls = Array.from({ length: 10_001 }, () => allWaits(options, random))
    const medians = [0, 1, 2, 3].map(
      n => calls.map(waits => waits[n]).toSorted((a, b) => a - b)[5_000],
    )
    for (const [n, wanted] of [900, 1_140, 2_010, 4_000].entries()) {
      expect(Math.abs(medians[n] / wanted - 1)).toBeLessThan(0.03)
    }
  })
})

describe('what is worth another try', () => {
  const kinds: FailureKind[] = ['error', 'timeout', 'rejected', 'open']
  const among = (options: RetryOptions, code?: number) => {
    const retry = new Retry(options)
    return kinds.filter(kind => retry.retryable(kind, code))
  }

  it('is everything but the own open breaker, unless told otherwise', () => {
    expect(among({})).toEqual(['error', 'timeout', 'rejected'])
    expect(among({}, 500)).toEqual(['error', 'timeout', 'rejected'])
  })

  it.each(kinds)('is only %s, if told so', kind => {
    expect(among({ on: [kind] })).toEqual([kind])
  })

  it('is an error or a refusal with one of the codes told', () => {
    expect(among({ on: [503, 429] }, 429)).toEqual(['error', 'rejected'])
    expect(among({ on: [503, 429] }, 500)).toEqual([])
    expect(among({ on: [503, 429] })).toEqual([])
  })

  it('is either of what is told', () => {
    expect(among({ on: ['timeout', 503] }, 503)).toEqual(['error', 'timeout', 'rejected'])
    expect(among({ on: ['timeout', 503] }, 404)).toEqual(['timeout'])
  })
})
