/** AsyncLocalStorage of code: a store follows what was begun in it, and nothing else. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

describe('a store', () => {
  it('follows timers, promises and immediates of the code that began it', async () => {
    const town = new Town()
    const store = new AsyncLocalStorage<string>()
    const seen = (): void => town.note(store.getStore())
    town.host('a').does(() =>
      store.run('request 1', async () => {
        setTimeout(seen, 10)
        setImmediate(seen)
        await sleep(20)
        seen()
      }),
    )
    town.host('b').does(seen, 15)
    await town.play()
    expect(town.diary).toEqual([
      [0, 'request 1'],
      [10, 'request 1'],
      [15, undefined],
      [20, 'request 1'],
    ])
  })
})
