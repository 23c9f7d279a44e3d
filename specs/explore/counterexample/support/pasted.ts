/** Tests that were handed out, saved as files and run by a Vitest of their own. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../house/support/files.ts'

/** How one test went: why it failed, if it did. */
export type Outcome = { readonly title: string; readonly failure: string | undefined }

const config = `import base from '../../vitest.config.ts'
export default { ...base, root: import.meta.dirname, test: { include: ['*.test.ts'] } }
`

/** The environment without what tells that a Vitest is running already. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^VITEST|^GAMEDAY|^NODE_ENV|COLOR/.test(name)),
)

/** An empty folder in the project, where the names of the package resolve. */
export function emptyFolder(): string {
  mkdirSync(join(root, '.gameday'), { recursive: true })
  return mkdtempSync(join(root, '.gameday/spec-'))
}

/**
 * Saves files, runs those that are tests, and says how each test went.
 *
 * @param files texts by their names
 */
export async function pasted(files: {
  readonly [name: string]: string
}): Promise<{ readonly [file: string]: Outcome }> {
  const folder = emptyFolder()
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'vitest.config.ts'), config)
    await vitest(folder)
    return outcomesIn(readFileSync(join(folder, 'results.json'), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** It ends with 1 when a test fails, as it should. */
async function vitest(cwd: string): Promise<void> {
  const words = ['run', '--reporter=json', '--outputFile=results.json']
  const main = join(root, 'node_modules/vitest/vitest.mjs')
  await promisify(execFile)(process.execPath, [main, ...words], { cwd, env }).catch(() => undefined)
}

type Report = {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function outcomesIn(report: string): { readonly [file: string]: Outcome } {
  const { testResults } = JSON.parse(report) as Report
  const entries = testResults.map(({ name, message, assertionResults: [first] }) => [
    name.split('/').at(-1),
    { title: first?.title ?? '', failure: first ? first.failureMessages[0] : message },
  ])
  return Object.fromEntries(entries)
}
