/** The pages of examples show what their commands print: every number on them is computed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { pathsIn, root, textOf } from './support/files.ts'

// What pipelines print is shown in files of their own: specs/gate/ci-example.test.ts.
const pages = pathsIn('examples')
  .filter(path => path.endsWith('README.md'))
  .filter(path => !path.startsWith('examples/ci/'))
const update = 'UPDATE_PRINTED=1 npx vitest run specs/house/printed.test.ts'

/** A text that begins with the command which prints it. */
const printing = /^```text\n\$ npx tsx (\S+)\n([^]*?)\n```$/gm

/** What an example prints; it prints as soon as it is read. */
async function printedBy(file: string): Promise<string> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation(line => lines.push(String(line)))
  try {
    await import(/* @vite-ignore */ join(root, file))
  } finally {
    log.mockRestore()
  }
  return here(lines.join('\n').trim())
}

/** A text without what only says which spec it came from. */
const here = (text: string): string => text.replaceAll(/^( +Replay) .*$/gm, '$1')

describe('the pages of examples', () => {
  it.each(pages)('%s shows what its commands print', { timeout: 300_000 }, async page => {
    const text = textOf(page)
    const commands = [...text.matchAll(printing)]
    expect(commands.length).toBeGreaterThan(0)
    let actual = text
    for (const [shown, file, printed] of commands) {
      const now = await printedBy(file)
      if (here(printed) !== now) actual = actual.replace(shown, () => shown.replace(printed, now))
    }
    if (process.env.UPDATE_PRINTED === '1') writeFileSync(join(root, page), actual)
    expect(textOf(page), `${page} is out of date: ${update}`).toBe(actual)
  })
})
