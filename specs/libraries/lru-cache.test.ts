/** lru-cache, unmodified, on virtual time. */
import { LRUCache } from 'lru-cache'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { diaryOf } from './support/diary.ts'

describe('lru-cache', () => {
  it('keeps what is set in the first millisecond until its time is over', async () => {
    const diary = await diaryOf(async note => {
      const cache = new LRUCache<string, number>({ max: 5, ttl: 100 })
      cache.set('a', 1)
      await sleep(99)
      note(cache.get('a'))
      await sleep(2)
      note(cache.get('a'))
    })
    expect(diary).toEqual([
      [99, 1],
      [101, undefined],
    ])
  })

  it('fetches what is stale once, for all who ask', async () => {
    const diary = await diaryOf(async note => {
      const cache = new LRUCache<string, string>({
        max: 5,
        ttl: 100,
        fetchMethod: async key => {
          note(`fetch ${key}`)
          return sleep(20, key.toUpperCase())
        },
      })
      note(await Promise.all([cache.fetch('a'), cache.fetch('a')]))
      await sleep(150)
      note(await cache.fetch('a'))
    })
    expect(diary).toEqual([
      [0, 'fetch a'],
      [20, ['A', 'A']],
      [170, 'fetch a'],
      [190, 'A'],
    ])
  })
})
