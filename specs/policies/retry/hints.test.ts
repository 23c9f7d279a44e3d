/** What a retry makes of an answer that says when to come again. */
import { Retry, type RetryOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { loaded } from './dice.ts'

/** The waits of a call whose failures say when to come again; NaN: they do not. */
const waits = (options: RetryOptions, ...hints: readonly number[]) => {
  const retry = new Retry({ attempts: 10, base: 100, ...options })
  const progress = retry.start()
  return hints.map(hint => retry.next(progress, loaded(), hint))
}

describe('E3 Retry-After', () => {
  it('is not heeded unless told so', () => {
    expect(waits({}, 1_000, -1, NaN)).toEqual([100, 200, 400])
  })

  it('lengthens a wait as in the AWS SDKs: never shorter, and by 5 s at most', () => {
    const options: RetryOptions = { retryAfter: 'aws' }
    expect(waits(options, 1_000, 50, NaN, 60_000)).toEqual([1_000, 200, 400, 5_800])
  })

  it('replaces a wait as in gRPC, after which waits grow from the base again', () => {
    const options: RetryOptions = { retryAfter: 'grpc' }
    expect(waits(options, NaN, NaN, 1_000, NaN, NaN, 0, NaN)).toEqual([
      100, 200, 1_000, 100, 200, 0, 100,
    ])
  })

  it('stops retrying in gRPC when it is negative', () => {
    expect(waits({ retryAfter: 'grpc' }, NaN, -1)).toEqual([100, undefined])
  })

  it('takes the place of a wait, up to a limit, as in undici: waits go on growing', () => {
    const options: RetryOptions = { retryAfter: { most: 30_000 } }
    expect(waits(options, NaN, 1_000, NaN, 60_000, -1, NaN)).toEqual([
      100, 1_000, 400, 30_000, 0, 3_200,
    ])
    expect(waits({ retryAfter: {} }, 3_600_000)).toEqual([3_600_000])
  })

  it('ends retrying beyond a limit, as in got', () => {
    const options: RetryOptions = { retryAfter: { most: 5_000, beyond: 'givesUp' } }
    expect(waits(options, 5_000, 5_001)).toEqual([5_000, undefined])
  })

  it('counts as an attempt like any other', () => {
    expect(waits({ retryAfter: 'grpc', attempts: 3 }, 10, 10, 10)).toEqual([10, 10, undefined])
  })
})
