/** p-queue, unmodified, on virtual time. */
import PQueue from 'p-queue'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { diaryOf, hangs, outcome } from './support/diary.ts'

describe('p-queue', () => {
  it('lets so many go at once', async () => {
    const diary = await diaryOf(async note => {
      const queue = new PQueue({ concurrency: 2 })
      await queue.addAll([1, 2, 3].map(i => () => sleep(100).then(() => note(i))))
    })
    expect(diary).toEqual([
      [100, 1],
      [100, 2],
      [200, 3],
    ])
  })

  it('lets so many go in each interval', async () => {
    const diary = await diaryOf(async note => {
      const queue = new PQueue({ interval: 1000, intervalCap: 2 })
      await queue.addAll([1, 2, 3, 4, 5].map(i => () => note(i)))
    })
    expect(diary.map(([at]) => at)).toEqual([0, 0, 1000, 1000, 2000])
  })

  it('gives up at its time-out', async () => {
    const diary = await diaryOf(async note => {
      note(await outcome(new PQueue({ timeout: 200, throwOnTimeout: true }).add(hangs)))
    })
    expect(diary).toEqual([[200, 'Promise timed out after 200 milliseconds']])
  })
})
