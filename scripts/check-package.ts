/**
 * Packs the package as it would be published, checks what is in it, and uses it as its users do.
 * Needs a build. `--counts FILE` writes what passed and failed there, as JSON; `--only NAME` tries
 * no users but those whose names hold it.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Consumer, consumers } from './consumers.ts'

type Counts = { readonly passed: number; readonly failed: number }

const esmOnly = ['./vitest', './vitest-reporter', './jest-reporter']

const root = fileURLToPath(new URL('..', import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'gameday-package-'))

/** Runs a command, its output shown; whether it went well, within two minutes. */
function run(command: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(command, args, { cwd, stdio: 'inherit', timeout: 120_000 }).status === 0
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const asCounts = (ok: boolean): Counts => ({ passed: Number(ok), failed: Number(!ok) })

/** Packs the package and says where the tarball is. */
function pack(): string {
  if (!run('npm', ['pack', '--silent', '--pack-destination', place], root)) {
    throw new Error('npm pack failed')
  }
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return join(place, `${name}-${version}.tgz`)
}

/** Checks names, formats and types of what is packed. */
function inspected(tarball: string): Counts[] {
  const attw = ['--no-install', 'attw', tarball, '--profile']
  return [
    ['--no-install', 'publint', '--strict', tarball],
    [...attw, 'strict', '--exclude-entrypoints', ...esmOnly, './report.schema.json'],
    // Vitest loads ES modules, and so does whoever loads a reporter: these have no other form.
    [...attw, 'esm-only', '--entrypoints', ...esmOnly],
  ].map(args => {
    say(`\n── ${args[1]} ${args.slice(3).join(' ')}`)
    return asCounts(run('npx', args, root))
  })
}

/** Installs the tarball as a consumer would, in an empty place, and tries it. */
function tried(consumer: Consumer, tarball: string): Counts[] {
  say(`\n── ${consumer.name}`)
  const folder = mkdtempSync(join(place, `${consumer.folder}-`))
  cpSync(join(root, '.ci/consumers', consumer.folder), folder, { recursive: true })
  cpSync(join(root, '.ci/consumers/report.mjs'), join(folder, 'report.mjs'))
  const quietly = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  if (!run('npm', ['install', ...quietly, tarball, ...consumer.installs], folder)) {
    return [asCounts(false)]
  }
  const node = consumer.node === undefined ? process.execPath : join(folder, consumer.node)
  const ok = run(node, consumer.command, folder)
  const counts = countsIn(join(folder, 'results.json'), ok) ?? asCounts(ok)
  if (consumer.after === undefined) return [counts]
  return [counts, asCounts(run(node, consumer.after, folder))]
}

/** What a runner says; undefined of what is no runner. */
function countsIn(results: string, ok: boolean): Counts | undefined {
  if (!existsSync(results)) return undefined
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'))
  const unseen = !ok && numFailedTests === 0 ? 1 : 0
  return { passed: numPassedTests, failed: numFailedTests + unseen }
}

function main(): number {
  const { values } = parseArgs({
    options: { counts: { type: 'string' }, only: { type: 'string' } },
  })
  const tarball = pack()
  const wanted = consumers.filter(({ name }) => name.includes(values.only ?? ''))
  const all = [...inspected(tarball), ...wanted.flatMap(consumer => tried(consumer, tarball))]
  const passed = all.reduce((sum, counts) => sum + counts.passed, 0)
  const failed = all.reduce((sum, counts) => sum + counts.failed, 0)
  if (values.counts !== undefined) writeFileSync(values.counts, JSON.stringify({ passed, failed }))
  say(`\nThe package: ${passed} checks passed, ${failed} failed.`)
  return failed === 0 ? 0 : 1
}

try {
  process.exitCode = main()
} finally {
  rmSync(place, { recursive: true, force: true })
}
