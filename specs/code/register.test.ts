/** What is registered before a library is imported is what it takes at import. */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { captured } from '../virtual/support/captures.ts'
import { BEGIN, Town } from '../virtual/support/town.ts'

const printed = (): string =>
  execFileSync(process.execPath, [
    '--import',
    'tsx',
    new URL('../virtual/support/print-registered.ts', import.meta.url).pathname,
  ]).toString()

describe('what is taken at import', () => {
  it('is virtual where it was registered, and the same in another process', () => {
    const diary = JSON.parse(printed()) as unknown
    expect(diary).toEqual([
      [100, BEGIN + 100],
      [200, BEGIN + 200],
      [200, [expect.any(Number), expect.any(String)]],
    ])
    expect(JSON.parse(printed())).toEqual(diary)
  })

  it('is an error that says so where it was not', async () => {
    const town = new Town()
    town.host('a').does(() => captured(what => town.note(what)))
    await expect(town.play()).rejects.toThrow(/a began a real timer[^]*gameday\/register/)
  })
})
