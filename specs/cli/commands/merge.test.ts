/** F8: `gameday merge`: what it may write over. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { called, folderWith, mendedFile } from '../support/calls.ts'

let cwd = ''
beforeAll(async () => {
  cwd = folderWith({ 'shop.explore.ts': mendedFile })
  const words = ['campaign', 'shop.explore.ts', '--runs', '4', '--workers', '1', '--unguided']
  await called([...words, '--out', 'whole.jsonl'], { cwd })
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const merged = (out: string) =>
  called(['merge', 'shop.explore.ts', 'whole.jsonl', '--out', out], { cwd })

describe('F8: gameday merge', () => {
  it('writes over results, with the same bytes', async () => {
    const { code } = await merged('again.jsonl')
    expect({ code }).toEqual({ code: 0 })
    expect((await merged('again.jsonl')).code).toBe(0)
    expect(readFileSync(join(cwd, 'again.jsonl'), 'utf8')).toBe(
      readFileSync(join(cwd, 'whole.jsonl'), 'utf8'),
    )
  })

  it('writes over nothing else', async () => {
    writeFileSync(join(cwd, 'mine.txt'), 'my own')
    const { code, err } = await merged('mine.txt')
    expect(code).toBe(2)
    expect(err).toContain('mine.txt is there already, and no results of a campaign')
    expect(readFileSync(join(cwd, 'mine.txt'), 'utf8')).toBe('my own')
  })
})
