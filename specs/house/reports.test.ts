/** The reports that the manual shows are what its examples print. */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { called } from '../cli/support/calls.ts'
import { manual, manualText, snippetsOf } from './support/manual.ts'
import { finished } from './support/prelude.ts'
import { written } from './support/snippet-files.ts'

const text = manualText()
const store = '.gameday/manual'

/** The files of the manual; what is found by them is not the project's. */
const snippets = manual.flatMap(snippetsOf).map(({ code, ...snippet }) => ({
  ...snippet,
  code: code.replace('    signal,\n', `    signal,\n    store: '${store}',\n`),
}))

function fileOf(name: string): string {
  const titled = snippets.filter(({ code }) => /^\/\/ shop\..*ts\n/.test(code))
  const files = written('reports', titled, [])
  return files.find(({ file }) => file.endsWith(`/${name}`))!.file
}

/** What the first text of the manual with a line shows, part by part where `[…]` leaves out. */
function shown(line: string): string[] {
  const texts = [...text.matchAll(/^```text\n([^]*?)\n```$/gm)].map(([, text]) => text)
  return here(texts.find(text => text.includes(line))!).split('\n[…]\n')
}

/** A text as it would be there: this file and test have other names, and so has the store. */
const here = (text: string): string =>
  text.replaceAll(/(npx vitest run).*/g, '$1').replaceAll(/ in \.gameday\S*/g, ' in .gameday')

async function failureOf(name: string): Promise<string> {
  await import(/* @vite-ignore */ fileOf(name))
  const told = await finished().then(() => 'it passed', String)
  return here(told)
}

describe('the manual shows what is printed', () => {
  afterAll(() => rmSync(store, { recursive: true, force: true }))

  it('by the spec of README.md', async () => {
    const told = await failureOf('shop.chaos.test.ts')
    for (const part of shown('wanted >= 99.9%')) expect(told).toContain(part)
  })

  it('by the exploration', async () => {
    const told = await failureOf('shop.explore.test.ts')
    for (const part of shown('BrokenGoal: shop')) expect(told).toContain(part)
  })

  it('by the command', async () => {
    const [command, ...lines] = shown('$ npx gameday run')[0].split('\n')
    const words = command.replace('$ npx gameday ', '').split(' ')
    const { out } = await called(words, { cwd: dirname(fileOf(words[1])) })
    expect(out).toBe(`${lines.join('\n')}\n`)
  })
})
