/** opossum, unmodified, on virtual time. */
import Opossum from 'opossum'
import { describe, expect, it } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { diaryOf, hangs, outcome } from './support/diary.ts'

describe('opossum', () => {
  it('times out, opens, and is half open after its reset time-out', async () => {
    const diary = await diaryOf(async note => {
      const breaker = new Opossum(hangs, {
        timeout: 300,
        resetTimeout: 1000,
        volumeThreshold: 2,
        errorThresholdPercentage: 50,
        rollingCountTimeout: 10_000,
      })
      for (const event of ['open', 'halfOpen', 'timeout', 'reject'] as const) {
        breaker.on(event as 'open', () => note(event))
      }
      for (let i = 0; i < 6; i++) {
        await outcome(breaker.fire())
        await sleep(200)
      }
      breaker.shutdown()
    })
    expect(diary).toEqual([
      [300, 'timeout'],
      [800, 'timeout'],
      [800, 'open'],
      ...[1000, 1200, 1400, 1600].map(at => [at, 'reject']),
      [1800, 'halfOpen'],
    ])
  })
})
