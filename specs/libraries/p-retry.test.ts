/** p-retry, unmodified, on virtual time. */
import pRetry from 'p-retry'
import { describe, expect, it } from 'vitest'
import { diaryOf, fails, outcome } from './support/diary.ts'

const options = { retries: 3, minTimeout: 100, factor: 2 }

describe('p-retry', () => {
  it('waits twice as long each time', async () => {
    const diary = await diaryOf(note => outcome(pRetry(() => (note('try'), fails()), options)))
    expect(diary.map(([at]) => at)).toEqual([0, 100, 300, 700])
  })

  it('draws its jitter from the host', async () => {
    const diary = await diaryOf(note =>
      outcome(pRetry(() => (note('try'), fails()), { ...options, randomize: true })),
    )
    expect(diary.map(([at]) => at)).toMatchInlineSnapshot(`
      [
        0,
        117,
        392,
        1086,
      ]
    `)
  })

  it('is over when its time is', async () => {
    const diary = await diaryOf(note =>
      outcome(pRetry(() => (note('try'), fails()), { ...options, factor: 1, maxRetryTime: 250 })),
    )
    expect(diary.map(([at]) => at)).toMatchInlineSnapshot(`
      [
        0,
        100,
        200,
        250,
      ]
    `)
  })
})
