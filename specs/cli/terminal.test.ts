/** The command line prints what others wrote: none of it moves the cursor of who reads it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { safe } from '../../src/cli/terminal.ts'
import { called, folderWith, shopFile } from './support/calls.ts'

const EVIL = '\u001B]0;owned\u0007\u009B2J\u202E'
const SHOWN = '\\u001b]0;owned\\u0007\\u009b2J\\u202e'

/** All but a line break. */
const obeyed = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u

describe('the command line', () => {
  it('shows what a terminal would obey in what a file threw', async () => {
    const cwd = folderWith({ 'evil.mjs': `throw new Error(${JSON.stringify(`no\nway${EVIL}`)})` })
    const { code, err } = await called(['run', 'evil.mjs'], { cwd })
    expect(code).toBe(2)
    expect(err).toContain(`Error: no way${SHOWN}`)
    expect(err).not.toMatch(obeyed)
  })

  it('shows it in names, whatever the form of the result', async () => {
    const declared = `export default experiment(shop, { name: ${JSON.stringify(EVIL)}, for: '1s',
      holds: run => { throw new Error(${JSON.stringify(EVIL)}) } })`
    const cwd = folderWith({ 'shop.ts': shopFile(declared) })
    const text = await called(['run', 'shop.ts'], { cwd })
    const json = await called(['run', 'shop.ts', '--json'], { cwd })
    expect(text.out).toContain(SHOWN)
    for (const { out, err } of [text, json]) expect(`${out}${err}`).not.toMatch(obeyed)
    expect(JSON.parse(json.out)).toMatchObject({ name: EVIL })
  })

  it('shows it in a stored file that cannot be read', async () => {
    const goal = 'run => run.requests().issued > 0'
    const declared = `export default exploration(shop, { for: '1s', runs: 1, holds: ${goal} })`
    const cwd = folderWith({ 'shop.ts': shopFile(declared) })
    const folder = join(cwd, '.gameday/counterexamples')
    mkdirSync(folder, { recursive: true })
    const stored = { version: 1, code: 'x', exploration: 'shop', [EVIL]: EVIL }
    writeFileSync(join(folder, 'x.json'), JSON.stringify(stored))
    const { out, err } = await called(['explore', 'shop.ts'], { cwd })
    expect(out).toContain('is left out')
    expect(`${out}${err}`).not.toMatch(obeyed)
  })

  it('keeps its own colour, and its own redrawing, at the head of a text alone', () => {
    const written: string[] = []
    const keep = (text: string): number => written.push(text)
    const io = safe({ out: keep, err: keep } as never)
    io.out(`\u001B[31mshop${EVIL}: broken\u001B[39m\nmore\n`)
    io.err('\r\u001B[2K40%')
    io.err('name\r\u001B[2K\u001B[31mred\u001B[39m\n')
    expect(written).toEqual([
      `\u001B[31mshop${SHOWN}: broken\u001B[39m\nmore\n`,
      '\r\u001B[2K40%',
      'name\\r\\u001b[2K\\u001b[31mred\\u001b[39m\n',
    ])
  })
})
