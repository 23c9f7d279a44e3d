/** p-timeout, unmodified, on virtual time. */
import pTimeout from 'p-timeout'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { diaryOf, hangs, outcome } from './support/diary.ts'

describe('p-timeout', () => {
  it('gives up after its milliseconds, and not before', async () => {
    const diary = await diaryOf(async note => {
      note(await outcome(pTimeout(hangs(), { milliseconds: 150 })))
      note(await outcome(pTimeout(sleep(149, 'in time'), { milliseconds: 150 })))
    })
    expect(diary).toEqual([
      [150, 'Promise timed out after 150 milliseconds'],
      [299, 'in time'],
    ])
  })
})
