/** The command line called in this process, with the spec for its world; and as a process. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ExitCode, Io } from '../../../src/cli/command.ts'
import { gameday } from '../../../src/cli/gameday.ts'
import { root } from '../../house/support/files.ts'

/** What a call came to. */
export type Called = { readonly code: ExitCode; readonly out: string; readonly err: string }

/** Calls the command line; each look at the clock takes it a second further. */
export async function called(
  words: readonly string[],
  world: Partial<Io> & Pick<Io, 'cwd'>,
): Promise<Called> {
  const written = { out: '', err: '' }
  let now = 0
  const code = await gameday(words, {
    out: text => void (written.out += text),
    err: text => void (written.err += text),
    isTerminal: false,
    hasColours: false,
    env: {},
    signal: new AbortController().signal,
    now: () => (now += 1_000),
    ...world,
  })
  return { code, ...written }
}

/** A folder in the project, where the names of the package resolve, with some files. */
export function folderWith(files: { readonly [name: string]: string }): string {
  mkdirSync(join(root, '.gameday'), { recursive: true })
  const folder = mkdtempSync(join(root, '.gameday/cli-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** A process of the command line, from its sources. */
export function started(
  words: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
) {
  // Not the command `tsx`: it stands between, and kills a child that is too busy for a signal.
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href
  const main = join(root, 'src/cli/main.ts')
  const { FORCE_COLOR: _, NO_COLOR: __, ...inherited } = process.env
  const config = { TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') }
  const child = spawn(process.execPath, ['--import', tsx, main, ...words], {
    cwd,
    env: { ...inherited, ...config, ...env },
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', some => void (written.out += some))
  child.stderr.on('data', some => void (written.err += some))
  const ended = new Promise<{
    readonly code: number | null
    readonly out: string
    readonly err: string
  }>(resolve => child.on('close', code => resolve({ code, ...written })))
  return { child, ended, written }
}

/** Waits until a process has written something of the kind to stderr. */
export const until = (
  { child, written }: Pick<ReturnType<typeof started>, 'child' | 'written'>,
  told: RegExp,
): Promise<RegExpExecArray> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      const found = told.exec(written.err)
      if (found !== null) resolve(found)
    }
    look()
    child.stderr.on('data', look)
    child.on('close', () => reject(new Error(`it ended without a word of ${told}: ${written.err}`)))
  })

/** A shop as a file: `timeout` makes it withstand a slow database. */
export const shopFile = (options: string, call = ''): string => `
import { call, clients, service, slow, store, system } from 'gameday'
import { experiment, exploration } from 'gameday/explore'
import { expect } from 'gameday/expect'

export const shop = system('shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: [call('db'${call})] }),
  db: store({ concurrency: 10, time: '5ms' }),
})
${options}
`

/** Options that leave only the database to be slow. */
export const slowDb = `for: '10s', targets: ['db'], kinds: ['slow'], most: 1`

/** What breaks, and what holds. */
export const fragileFile = shopFile(`export default exploration(shop, {
  ${slowDb}, runs: 40, holds: run => expect(run).toStayAvailable('95%'),
})`)
export const mendedFile = shopFile(
  `export default exploration(shop, {
  ${slowDb}, runs: 40, holds: run => expect(run).toStayAvailable('95%'),
})`,
  `, { timeout: '50ms', fallback: { value: 'none' } }`,
)
