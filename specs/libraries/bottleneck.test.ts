/** bottleneck, unmodified, on virtual time. */
import Bottleneck from 'bottleneck'
import { describe, expect, it } from 'vitest'
import { diaryOf } from './support/diary.ts'

describe('bottleneck', () => {
  it('keeps a least time between jobs, which it begins by timers of 1 ms', async () => {
    const diary = await diaryOf(async note => {
      const limiter = new Bottleneck({ minTime: 100 })
      await Promise.all([1, 2, 3].map(i => limiter.schedule(async () => note(i))))
    })
    expect(diary).toEqual([
      [3, 1],
      [102, 2],
      [202, 3],
    ])
  })

  it('fills its reservoir again', async () => {
    const diary = await diaryOf(async note => {
      const limiter = new Bottleneck({
        reservoir: 2,
        reservoirRefreshAmount: 2,
        reservoirRefreshInterval: 1000,
      })
      await Promise.all([1, 2, 3].map(i => limiter.schedule(async () => note(i))))
      await limiter.disconnect()
    })
    expect(diary).toMatchInlineSnapshot(`
      [
        [
          3,
          1,
        ],
        [
          5,
          2,
        ],
        [
          1002,
          3,
        ],
      ]
    `)
  })
})
