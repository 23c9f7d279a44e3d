/** Every door to the matchers hands over all of them. */
import * as plain from 'gameday/matchers'
import { expect as expectRun } from 'gameday/expect'
import { expect as expectInVitest } from 'gameday/vitest'
import { describe, expect, it, vi } from 'vitest'
import { matchers } from '../../matchers/all.ts'
import { run } from './support/shop.ts'

// Outside of Jest its globals refuse to load; `expect` is the package that they hand out.
vi.doMock('@jest/globals', async () => ({ expect: (await import('expect')).expect }))

const names = Object.keys(plain).toSorted()

describe('the doors', () => {
  it('know the matchers that are declared', () => {
    expect(names).toEqual(Object.keys(matchers).toSorted())
  })

  it.each<[string, () => Promise<(about: typeof run) => Record<'not', object>>]>([
    ['gameday/vitest', async () => expectInVitest],
    ['gameday/jest', async () => (await import('gameday/jest')).expect],
    ['gameday/expect', async () => expectRun],
  ])('%s has each, and its opposite', async (_, door) => {
    const about = (await door())(run)
    for (const side of [about, about.not]) {
      expect(names.filter(name => typeof Reflect.get(side, name) !== 'function')).toEqual([])
    }
  })
})
