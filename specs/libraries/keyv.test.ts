/** keyv, unmodified, on virtual time. */
import { Keyv } from 'keyv'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { diaryOf } from './support/diary.ts'

describe('keyv', () => {
  it('forgets what is older than its time', async () => {
    const diary = await diaryOf(async note => {
      const store = new Keyv()
      await store.set('a', 1, 100)
      await sleep(100)
      note(await store.get('a'))
      await sleep(1)
      note(await store.get('a'))
    })
    expect(diary).toEqual([
      [100, 1],
      [101, undefined],
    ])
  })
})
