/** Mistakes in the options of a rate limit: all told at once, with what to write instead. */
import { checkRateLimit, RateLimiter } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

const where = 'call "product->db", rateLimit'
const told = (options: unknown) =>
  checkRateLimit(options, '').map(problem => `${problem.where ?? ''}: ${problem.what}`)

describe('options of a rate limit', () => {
  it.each([
    { rate: '100/s' },
    { rate: '100/s', burst: 1.5, start: 'empty', maxWait: 0, permits: 1 },
    { algorithm: 'tokenBucket', rate: '100/s', burst: undefined },
    { algorithm: 'leakyBucket', rate: '0.1/h', permits: 100 },
    { limit: 1, window: 0.5 },
    { algorithm: 'fixedWindow', limit: 100, window: 1_000, aligned: 'epoch', maxWait: 5_000 },
    { algorithm: 'slidingLog', limit: 100, window: 1_000, maxWait: 10 },
    { algorithm: 'slidingCounter', limit: 100, window: 1_000, permits: 100 },
  ])('may be %j', options => {
    expect(checkRateLimit(options, where)).toEqual([])
  })

  it('are told all their mistakes at once, each with its place and its remedy', () => {
    expect(checkRateLimit({ rate: '0/s', burst: 0.5, start: 'half', maxWait: -1 }, where)).toEqual([
      {
        what: '0 is not a rate above 0',
        where: `${where} › rate`,
        fix: "write rate: '100/s', that is 0.1 a millisecond",
      },
      {
        what: '0.5 is not a burst of at least 1, without which nothing passes',
        where: `${where} › burst`,
        fix: 'write burst: 20',
      },
      {
        what: '"half" is no choice',
        where: `${where} › start`,
        fix: 'write one of "full", "empty"',
      },
      {
        what: '-1 is not a number of milliseconds of at least 0',
        where: `${where} › maxWait`,
        fix: 'write maxWait: 500',
      },
    ])
  })

  it.each([
    [{ limit: 0, window: 1_000 }, 'limit'],
    [{ limit: 2.5, window: 1_000 }, 'limit'],
    [{ limit: 10, window: 0 }, 'window'],
    [{ limit: 10, window: Infinity }, 'window'],
    [{ rate: NaN }, 'rate'],
    [{ rate: '100/s', permits: 0 }, 'permits'],
  ])('refuse %j', (options, name) => {
    expect(told(options)).toEqual([expect.stringMatching(new RegExp(`^${name}: .+ is not a`))])
  })

  it('ask per what a number is, which might mean a second or a millisecond', () => {
    expect(checkRateLimit({ rate: 100 }, where)).toEqual([
      { what: '100 is no rate: it has no unit', where: `${where} › rate`, fix: 'write "100/s"' },
    ])
  })

  it('name what is missing', () => {
    expect(told({})).toEqual(['rate: rate is missing'])
    expect(told({ limit: 10 })).toEqual(['window: window is missing'])
    expect(told({ algorithm: 'slidingLog' })).toEqual([
      'limit: limit is missing',
      'window: window is missing',
    ])
  })

  it('know the algorithms, and what belongs to each', () => {
    expect(told({ algorithm: 'leaky', rate: '1/ms' })).toContain('algorithm: "leaky" is no choice')
    expect(told({ algorithm: 'leakyBucket', rate: '1/ms', burst: 5 })).toEqual([
      'burst: there is no option "burst"',
    ])
    expect(told({ algorithm: 'slidingCounter', limit: 1, window: 1, maxWait: 5 })).toEqual([
      'maxWait: there is no option "maxWait"',
    ])
  })

  it.each([
    [
      { rate: '100/s', burst: 5, permits: 6 },
      'a call takes 6 permits and there are never more than 5 at once, so none would ever pass',
    ],
    [
      { limit: 5, window: 1_000, permits: 6 },
      'a call takes 6 permits and there are never more than 5 at once, so none would ever pass',
    ],
  ])('that let nothing pass are refused: %j', (options, what) => {
    expect(told(options)).toEqual([`: ${what}`])
  })

  it.each([null, 5, '100/s', []])('are an object, not %s', options => {
    expect(told(options)).toEqual([expect.stringMatching(/^: .+ is no set of options$/)])
  })
})

describe('an algorithm of a rate limit', () => {
  it.each([Symbol('window'), Object.create(null), 7, 'constructor'])('has a name', algorithm => {
    expect(told({ algorithm, rate: '1/ms' }).join()).toContain('algorithm: ')
  })
})

describe('a rate limiter', () => {
  it('is not made of mistaken options', () => {
    expect(() => new RateLimiter({ rate: '0/s' }, { now: 0, where })).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        problems: checkRateLimit({ rate: '0/s' }, where),
      }),
    )
  })
})
