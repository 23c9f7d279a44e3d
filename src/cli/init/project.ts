/** What a project is like, as far as a first system and its spec must know. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'
import { whereTestsAre } from './tests-there.ts'

/** Who runs the specs of a project. */
export type Runner = 'vitest' | 'jest'

/** A project. */
export type Project = {
  /** A name that is safe in code. */
  readonly name: string
  readonly runner: Runner
  /** What is to be installed first. */
  readonly missing: readonly string[]
  readonly isTypeScript: boolean
  /** Whether its `.js` files are ES modules. */
  readonly isModule: boolean
  /** Where specs about outages belong, and what theirs are called: `test` or `spec`. */
  readonly folder: string
  readonly suffix: string
  /** What it keeps its data in, as its dependencies tell. */
  readonly store: string
}

/** What of a package.json counts here. */
type Manifest = {
  readonly name?: unknown
  readonly type?: unknown
  readonly scripts?: { readonly test?: unknown }
  readonly dependencies?: object
  readonly devDependencies?: object
}

/**
 * Looks at the project of a folder.
 *
 * @param wished the runner, where the caller says it
 * @throws UsageError where there is no package.json, or it cannot be read
 */
export function projectIn(folder: string, wished: Runner | undefined): Project {
  const manifest = manifestIn(folder)
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const runner = wished ?? runnerOf(manifest, packages)
  return {
    name: nameOf(manifest, folder),
    runner,
    missing: [runner, 'gameday'].filter(name => !packages.includes(name)),
    isTypeScript: readsTypeScript(folder, { runner, packages }),
    isModule: manifest.type === 'module',
    store: stores.find(([name]) => packages.includes(name))?.[1] ?? 'db',
    ...whereTestsAre(folder),
  }
}

function manifestIn(folder: string): Manifest {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) {
    const what = 'there is no package.json'
    throw new UsageError({ what, where: folder, fix: 'go to the project, or npm init -y' })
  }
  try {
    return Object(JSON.parse(textOf(path))) as Manifest
  } catch (error) {
    const what = `package.json cannot be read: ${(error as Error).message}`
    throw new UsageError({ what, where: folder, fix: 'repair it' })
  }
}

/** Editors of Windows put a mark before it, which npm does not mind. */
const textOf = (path: string): string => readFileSync(path, 'utf8').replace(/^\uFEFF/, '')

/** As its script says; else by what is installed, and Vitest where nothing is. */
function runnerOf({ scripts }: Manifest, packages: readonly string[]): Runner {
  const [said] = /\b(vitest|jest)\b/.exec(String(scripts?.test)) ?? []
  if (said !== undefined) return said as Runner
  const hasJest = packages.includes('jest') || packages.includes('@jest/globals')
  return hasJest && !packages.includes('vitest') ? 'jest' : 'vitest'
}

/** Only some letters: it stands in code and in the terminal. */
function nameOf({ name }: Manifest, folder: string): string {
  const written = typeof name === 'string' && name !== '' ? name : basename(folder)
  const plain = written.replace(/^@[^/]*\//, '').replace(/[^a-z0-9]+/gi, '-')
  return plain.replace(/^-+|-+$/g, '').slice(0, 40) || 'app'
}

/** Vitest reads TypeScript by itself, and Jest by a package of somebody else's. */
function readsTypeScript(
  folder: string,
  { runner, packages }: { readonly runner: Runner; readonly packages: readonly string[] },
): boolean {
  const isWritten = packages.includes('typescript') || existsSync(join(folder, 'tsconfig.json'))
  const readers = ['ts-jest', '@swc/jest', 'esbuild-jest', '@babel/preset-typescript']
  return isWritten && (runner === 'vitest' || readers.some(name => packages.includes(name)))
}

/** Which client is of which store, the most telling first. */
const stores: readonly (readonly [name: string, store: string])[] = [
  ['pg', 'postgres'],
  ['postgres', 'postgres'],
  ['mysql2', 'mysql'],
  ['mysql', 'mysql'],
  ['mongodb', 'mongo'],
  ['mongoose', 'mongo'],
  ['ioredis', 'redis'],
  ['redis', 'redis'],
]
