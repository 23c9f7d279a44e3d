/** The reports that the manual shows are what its examples print, and its cures cure. */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { called } from '../cli/support/calls.ts'
import { textOf } from './support/files.ts'
import { allFilesOf } from './support/manual.ts'
import { finished } from './support/prelude.ts'

const store = '.gameday/manual'

/** What is found by the files of the manual is not the project's. */
const storing = (code: string): string =>
  code.replace('    signal,\n', `    signal,\n    store: '${store}',\n`)

/** A file of a page, or of those that it may use. */
function fileOf(page: string, name: string, edited = storing): string {
  const files = allFilesOf(page, { folder: edited === storing ? 'reports' : 'cured', edited })
  return files.find(({ file }) => file.endsWith(`/${name}`))!.file
}

/** What the first text of a page with a line shows, part by part where `[…]` leaves out. */
function shown(page: string, line: string): string[] {
  const texts = [...textOf(page).matchAll(/^```text\n([^]*?)\n```$/gm)].map(([, text]) => text)
  return here(texts.find(text => text.includes(line))!).split('\n[…]\n')
}

/** A text as it would be there: this file and test have other names, and so has the store. */
const here = (text: string): string =>
  text.replaceAll(/(npx vitest run).*/g, '$1').replaceAll(/ in \.gameday\S*/g, ' in .gameday')

async function toldBy(file: string): Promise<string> {
  await import(/* @vite-ignore */ file)
  const told = await finished().then(() => 'it passed', String)
  return here(told)
}

/** Takes away the lines that a page takes away, and puts in their place what it puts there. */
function cureOf(page: string): (code: string) => string {
  const [, diff = ''] = /^```diff\n([^]*?)^```$/m.exec(textOf(page)) ?? []
  const [minus, plus] = ['-', '+'].map(sign => {
    const lines = diff.split('\n').filter(line => line.startsWith(sign))
    return lines.map(line => line.slice(1).trim()).join('\n')
  })
  return code => code.replace(minus, () => plus)
}

describe('the manual shows what is printed', () => {
  afterAll(() => rmSync(store, { recursive: true, force: true }))

  it.each([
    ['README.md', 'shop.chaos.test.ts', 'wanted >= 99.9%'],
    ['docs/tutorial.md', 'slow.test.ts', 'wanted >= 99.9%'],
    ['docs/guides/explore.md', 'shop.explore.test.ts', 'BrokenGoal: shop'],
  ])('in %s by the failure of %s', async (page, name, line) => {
    const told = await toldBy(fileOf(page, name))
    for (const part of shown(page, line)) expect(told).toContain(part)
  })

  it.each([
    ['docs/reference/cli.md', '$ npx gameday run'],
    ['docs/tutorial.md', '$ npx gameday explore'],
  ])('in %s by its command', async (page, line) => {
    const [command, ...lines] = shown(page, line)[0].split('\n')
    const words = command.replace('$ npx gameday ', '').split(' ')
    const { out } = await called(words, { cwd: dirname(fileOf(page, words[1], cureOf(page))) })
    expect(out).toBe(`${lines.join('\n')}\n`)
  })
})

describe('the cure', () => {
  it.each([
    ['README.md', 'shop.chaos.test.ts'],
    ['docs/tutorial.md', 'slow.test.ts'],
  ])('of %s mends what %s found', async (page, name) => {
    expect(await toldBy(fileOf(page, name, cureOf(page)))).toBe('it passed')
  })
})
