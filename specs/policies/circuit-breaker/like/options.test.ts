/** What the options of other libraries become, and what is wrong with them, in their own words. */
import { checkBreaker, like } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

describe('E1 options like a library', () => {
  it('are plain data with its defaults', () => {
    expect(like.opossum()).toMatchObject({
      window: 10_000,
      failureRate: 0.5,
      minimumCalls: 0,
      openFor: 30_000,
      timeout: 10_000,
    })
    expect(like.resilience4j()).toMatchObject({
      lastCalls: 100,
      failureRate: 0.5,
      slowCallRate: 1,
      slowCallDuration: 60_000,
      minimumCalls: 100,
      openFor: 60_000,
      probes: 10,
    })
    expect(like.polly()).toMatchObject({
      window: 30_000,
      failureRate: 0.1,
      minimumCalls: 100,
      openFor: 5_000,
    })
    for (const options of [like.opossum(), like.resilience4j(), like.polly()]) {
      expect(checkBreaker(options, '')).toEqual([])
      expect(JSON.parse(JSON.stringify(options))).toEqual(options)
    }
  })

  it('take times as text, and no timeout for an answer', () => {
    expect(like.opossum({ timeout: '3s', resetTimeout: '1m' })).toMatchObject({
      timeout: 3_000,
      openFor: 60_000,
    })
    expect(like.opossum({ timeout: false })).not.toHaveProperty('timeout')
  })

  it.each(['opossum', 'cockatiel', 'resilience4j', 'polly'] as const)('of %s are no null', name => {
    expect(() => like[name](null as never)).toThrow('is no set of options')
  })

  it('work out what cockatiel works out: its buckets, and five failures a second', () => {
    const breaker = { threshold: 0.2, duration: '30s' } as const
    expect(like.cockatiel({ breaker, halfOpenAfter: '10s' })).toMatchObject({
      window: 30_000,
      buckets: 30,
      minimumCalls: 750,
      ring: 'oneStep',
    })
  })

  it('tell mistakes in the words of the library', () => {
    // @ts-expect-error: a slip of the finger
    expect(() => like.opossum({ resetTimout: 5 })).toThrow('did you mean "resetTimeout"?')
    expect(() => like.opossum({ errorThresholdPercentage: 101 })).toThrow(
      '101 is not a percentage from 0 to 100',
    )
    expect(() => like.polly({ samplingDuration: '400ms' })).toThrow(
      '400 is not a time from 500ms to a day, as Polly asks',
    )
    const tooShort = { threshold: 0.5, duration: '2ms' } as const
    expect(() => like.cockatiel({ breaker: tooShort, halfOpenAfter: '1s' })).toThrow(
      '2ms in five buckets of whole milliseconds is no time at all',
    )
    const manySeconds = { slidingWindowType: 'TIME_BASED', slidingWindowSize: 5_000 } as const
    expect(() => like.resilience4j(manySeconds)).toThrow(
      'a window of 5000 seconds is longer than the 1000 that are modelled',
    )
  })
})
