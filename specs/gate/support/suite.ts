/** Suites of their own, run by a Vitest of their own, with the reporter in its configuration. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Report, TestEntry } from '../../../src/gate/report.ts'
import { root } from '../../house/support/files.ts'

/** A folder with a suite in it; the names of the package resolve there to its sources. */
export type SuiteFolder = {
  readonly path: string
  /** Runs the suite, with more words for Vitest; what it printed. */
  readonly run: (...words: readonly string[]) => Promise<Ended>
  /** The same with other variables of the environment. */
  readonly runIn: (more: NodeJS.ProcessEnv, ...words: readonly string[]) => Promise<Ended>
  /** Runs it again whenever something changes. */
  readonly watch: () => Watched
  readonly read: (file: string) => string
  readonly has: (file: string) => boolean
  readonly write: (file: string, text: string) => void
  /** The report, which must be there. */
  readonly report: (file?: string) => Report
  readonly remove: () => void
}

/** A suite that is watched. */
export type Watched = {
  /** Waits until it has been told so often that a report was written. */
  readonly reported: (times: number) => Promise<void>
  /** Ends it. */
  readonly end: () => Promise<Ended>
}

/** How a suite ended. */
export type Ended = { readonly code: number | null; readonly printed: string }

/** The environment without what tells that a Vitest is running already. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^VITEST|^GAMEDAY|^GITHUB|^NODE_ENV|COLOR/.test(name),
  ),
)

const main = join(root, 'node_modules/vitest/vitest.mjs')

/**
 * Writes a suite.
 *
 * @param files texts by their names
 * @param options of the reporter, as they are written
 * @param test more of the configuration of tests
 */
export function suite(
  files: { readonly [name: string]: string },
  { options = '{}', test = '' }: { readonly options?: string; readonly test?: string } = {},
): SuiteFolder {
  mkdirSync(join(root, '.gameday'), { recursive: true })
  const path = mkdtempSync(join(root, '.gameday/gate-'))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  const read = (file: string): string => readFileSync(join(path, file), 'utf8')
  write('vitest.config.ts', configWith(options, test))
  for (const [name, text] of Object.entries(files)) write(name, text)
  return {
    path,
    run: (...words) => vitest(path, words),
    watch: () => watched(path),
    runIn: (more, ...words) => vitest(path, words, more),
    read,
    has: file => existsSync(join(path, file)),
    write,
    report: (file = '.gameday/report.json') => JSON.parse(read(file)) as Report,
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

const configWith = (options: string, test: string): string => `
import base from '../../vitest.config.ts'
export default {
  ...base,
  root: import.meta.dirname,
  test: {
    include: ['**/*.test.ts'],
    reporters: ['default', ['gameday/vitest-reporter', ${options}]],
    ${test}
  },
}
`

const vitest = (
  cwd: string,
  words: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> => begun(cwd, ['run', ...words], more).ended

/** Its temporary files are in its own folder, so that one sees what it leaves. */
function watched(cwd: string): Watched {
  mkdirSync(join(cwd, 'tmp'))
  const { child, ended, said } = begun(cwd, ['watch'], { TMPDIR: join(cwd, 'tmp') })
  const reports = (): number => said().split('report written').length - 1
  const reported = (times: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void (reports() >= times && resolve())
      look()
      child.stdout.on('data', look)
      child.on('close', () => reject(new Error(`it ended: ${said()}`)))
    })
  const end = (): Promise<Ended> => {
    child.kill('SIGINT')
    return ended
  }
  return { reported, end }
}

function begun(cwd: string, words: readonly string[], more: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [main, ...words], { cwd, env: { ...env, ...more } })
  let printed = ''
  const hear = (chunk: Buffer): void => void (printed += chunk)
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code, printed })))
  return { child, ended, said: () => printed }
}

/** A system in a file of its own, and the words that its tests need. */
export const shopFiles = {
  'shop.ts': `
import { call, clients, crash, service, simulate, store, system } from 'gameday'
export const shop = system('shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: [call('db')] }),
  db: store({ concurrency: 10, time: '5ms' }),
})
export const play = (seed: string, faults = [crash('db').at('2s').for('2s')]) =>
  simulate(shop, { for: '10s', faults, seed })
`,
} as const

/** The test of a name. */
export function named(report: Report, name: string): TestEntry {
  const found = report.tests.find(({ path }) => path.at(-1) === name)
  if (found === undefined) throw new Error(`no test "${name}" in the report`)
  return found
}
