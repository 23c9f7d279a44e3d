/** An example marked `prints` prints what stands behind it: every number there is computed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { root, textOf } from './support/files.ts'
import { filesOf, manual, snippetsOf } from './support/manual.ts'
import { finished } from './support/prelude.ts'
import type { Snippet } from './support/snippets.ts'

const isPrinting = ({ marks }: Snippet): boolean => marks.includes('prints')
const pages = manual.filter(page => snippetsOf(page).some(isPrinting))
const update = 'UPDATE_PRINTED=1 npx vitest run specs/house/prints.test.ts'

/** The end of an example, and the text behind it. */
const shown = /(?<=\n```\n\n```text\n)[^]*?(?=\n```$)/m

/** A page in which every example that prints is followed by what it prints now. */
async function brought(page: string): Promise<string> {
  let text = textOf(page)
  for (const { snippet, file } of filesOf(page).filter(({ snippet }) => isPrinting(snippet))) {
    const printed = await printedBy(file)
    const at = text.indexOf(snippet.code)
    const behind = text.slice(at + snippet.code.length - 1)
    if (!behind.startsWith('\n```\n\n```text\n')) throw new Error(`${page}: no text is behind it`)
    text = text.slice(0, at + snippet.code.length - 1) + behind.replace(shown, () => printed)
  }
  return text
}

/** What an example prints, with the tests in it. */
async function printedBy(file: string): Promise<string> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => {
    lines.push(words.map(String).join(' '))
  })
  try {
    await import(/* @vite-ignore */ file)
    await finished()
  } finally {
    log.mockRestore()
  }
  return lines.join('\n').trimEnd()
}

describe('examples that print', () => {
  it.each(pages)('in %s print what is shown', async page => {
    const actual = await brought(page)
    if (process.env.UPDATE_PRINTED === '1') writeFileSync(join(root, page), actual)
    expect(textOf(page), `${page} is out of date: ${update}`).toBe(actual)
  })
})
