/**
 * Imports a file that somebody wrote for gameday, TypeScript too, and hands out its default export.
 * Worker threads use it as the command line does.
 */
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { System } from '../declare/index.ts'
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { stackPlace } from '../kernel/stack-line.ts'
import { Experiment } from './experiment.ts'
import { Exploration } from './exploration.ts'

/** An exploration, and the file it is the default export of. */
export type Explored = { readonly path: string; readonly exploration: Exploration }

/**
 * Imports the exploration that a file declares, whichever copy of the package it uses.
 *
 * @param file a path, relative to the folder
 * @throws UsageError when the file cannot be imported, or exports something else
 */
export async function loadExploration(file: string, cwd: string): Promise<Explored> {
  const { path, value } = await load(file, cwd)
  if (!Exploration.isOne(value)) throw noExploration(file, value)
  return { path, exploration: Exploration.ours(value) }
}

/** What is wrong with what a file exports. */
export const noExploration = (file: string, value: unknown): UsageError =>
  new UsageError({
    what: `${file} exports ${described(value)} and no exploration`,
    fix: Experiment.isOne(value)
      ? `play it with gameday run ${file}, or write exploration(…) in place of experiment(…)`
      : 'write export default exploration(system, { for: …, holds: … }) in it',
  })

function described(value: unknown): string {
  if (Experiment.isOne(value)) return 'an experiment, which is one run,'
  return System.isOne(value) ? 'a system, of which nothing says what must hold,' : shown(value)
}

/** The default export of a file, and the file. */
export type Loaded = { readonly path: string; readonly value: unknown }

/**
 * Imports a file.
 *
 * @param file a path, relative to the folder
 * @throws UsageError when there is no such file, it cannot be imported, or exports no default
 */
export async function load(file: string, cwd: string): Promise<Loaded> {
  const { path, module } = await loadModule(file, cwd)
  return { path, value: defaultOf(module, file) }
}

/**
 * Imports a file for all that it exports.
 *
 * @param file a path, relative to the folder
 * @throws UsageError when there is no such file, or it cannot be imported
 */
export async function loadModule(
  file: string,
  cwd: string,
): Promise<{ readonly path: string; readonly module: object }> {
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw noFile(file, cwd)
  if (!statSync(path).isFile()) throw notAFile(file, cwd)
  await readyFor(path)
  return { path, module: await imported(path, file) }
}

const noFile = (file: string, cwd: string): UsageError =>
  new UsageError({ what: `there is no file ${shown(file)}`, where: cwd, fix: 'check its path' })

const notAFile = (file: string, cwd: string): UsageError =>
  new UsageError({ what: `${shown(file)} is no file`, where: cwd, fix: 'name a file in it' })

async function imported(path: string, file: string): Promise<object> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(path).href)
  } catch (error) {
    throw failedImport(error, { path, file })
  }
}

function failedImport(error: unknown, { path, file }: { path: string; file: string }): UsageError {
  const place = topOf(error) ?? path
  if (isUsageError(error)) {
    return new UsageError(
      error.problems.map(problem => ({
        ...problem,
        where: [place, problem.where].filter(Boolean).join(' › '),
      })),
    )
  }
  return new UsageError({
    what: `${file} failed while it was imported: ${told(error)}`,
    where: place,
    fix: /\.(test|spec)\.\w+$/.test(file)
      ? 'run a test with its runner; give gameday a file that exports an exploration by default'
      : 'repair it; it is imported as any module is, so its top level runs',
  })
}

/** Whether an error is a mistake in the use of gameday, of this copy of the package or another. */
const isUsageError = (error: unknown): error is UsageError =>
  error instanceof Error &&
  error.name === 'UsageError' &&
  'problems' in error &&
  Array.isArray(error.problems)

function told(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.trim().replace(/\s*\n\s*/g, ' ')
}

/** File, line and column at the top of a stack, without Node.js and packages. */
function topOf(error: unknown): string | undefined {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : []
  const places = lines.map(stackPlace).filter(place => place !== undefined)
  const own = places.find(({ file }) => !file.includes('node_modules'))
  return own && `${own.file}:${own.line}:${own.column}`
}

/** CommonJS that was compiled from an ES module keeps its default one level deeper. */
export function exportsOf(module: object): { readonly [name: string]: unknown } {
  const { default: value, ...others } = module as { readonly [name: string]: unknown }
  return isModule(value) ? { ...others, ...value } : { ...others, default: value }
}

function defaultOf(module: object, file: string): unknown {
  const { default: value } = exportsOf(module)
  if (value !== undefined) return value
  throw new UsageError({
    what: `${file} has no default export`,
    fix: 'write export default exploration(system, { for: …, holds: … }) in it',
  })
}

const isModule = (value: unknown): value is { readonly default: unknown } =>
  typeof value === 'object' && value !== null && '__esModule' in value && 'default' in value

const isTypeScript = (path: string): boolean => /^\.[cm]?tsx?$/.test(extname(path))

let hasTsx = false

/**
 * Makes sure that TypeScript can be imported. Where tsx is installed it is used, since it reads
 * what Node.js does not: enums, paths of tsconfig.json, imports without an extension.
 */
async function readyFor(path: string): Promise<void> {
  // Whoever runs this very file as TypeScript reads theirs too.
  if (hasTsx || !isTypeScript(path) || isTypeScript(import.meta.url)) return
  const theirs = whoHasTsx(path)
  if (theirs !== undefined) await registerTsx(theirs)
  else if (!stripsTypes()) throw cannotRead(path)
}

/** Both of its halves: in a package of CommonJS what `import` finds is read by `require`. */
async function registerTsx(theirs: NodeJS.Require): Promise<void> {
  theirs('tsx/cjs/api').register()
  // Its twin for `import`; the one for `require` cannot register in a worker thread.
  const forImport = pathToFileURL(theirs.resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs')
  const { register } = await import(forImport)
  register()
  hasTsx = true
}

/** A `require` that finds tsx: beside the file, or in the folder of the process. */
function whoHasTsx(path: string): NodeJS.Require | undefined {
  const all = [path, join(process.cwd(), 'package.json')].map(from => createRequire(from))
  return all.find(require => finds(require, 'tsx/esm/api'))
}

function finds(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name)
    return true
  } catch {
    return false
  }
}

/** Whether this Node.js reads TypeScript by itself: from 22.18 on. */
function stripsTypes(): boolean {
  const { typescript } = process.features as { readonly typescript?: false | 'strip' | 'transform' }
  return typescript !== undefined && typescript !== false
}

const cannotRead = (path: string): UsageError =>
  new UsageError({
    what: `Node.js ${process.version} does not read TypeScript by itself`,
    where: path,
    fix: 'npm i -D tsx, or use Node.js 22.18 or later, or write the file as .js',
  })
