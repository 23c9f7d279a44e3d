/** The file of the test to paste: where it is saved, and how it imports what was explored. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { testText } from '../explore/counterexample/test-text.ts'
import type { Exploration } from '../explore/exploration.ts'
import type { Counterexample } from '../explore/findings.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Io } from './command.ts'

/** What is explored, and where its test is to be saved. */
export type Places = {
  /** The file of the exploration. */
  readonly explored: string
  readonly out: string | undefined
  readonly io: Io
}

/** Saves the test, if a file is named for it. */
export class TestFile {
  readonly #places: Places

  /** @throws UsageError when the file cannot be, or is there and gameday did not write it */
  constructor(places: Places) {
    const { out, io } = places
    this.#places = places
    const problem = out === undefined ? undefined : hindrance(out, resolve(io.cwd, out))
    if (problem !== undefined) throw new UsageError({ ...problem, where: '--out' })
  }

  /** The text of the test, and where it is saved. What cannot be saved can be pasted still. */
  of(counterexample: Counterexample, exploration: Exploration) {
    const { explored, out, io } = this.#places
    const path = out === undefined ? explored : resolve(io.cwd, out)
    const text = testText(counterexample, exploration, { explored: importOf(explored, path) })
    if (out === undefined) return { text }
    try {
      writeFileSync(path, text)
      return { text, savedAs: out }
    } catch (error) {
      io.err(`The test could not be saved: ${(error as Error).message}\n`)
      return { text }
    }
  }
}

/** Why a test cannot be saved, told before the search and not after it. */
function hindrance(out: string, path: string): Problem | undefined {
  if (!existsSync(dirname(path))) {
    const what = `there is no folder for ${shown(out)}`
    return { what, fix: 'make it, or name a file in one that is there' }
  }
  if (!existsSync(path)) return undefined
  if (!statSync(path).isFile()) {
    return { what: `${shown(out)} is no file`, fix: 'name a file, as in shop.test.ts' }
  }
  if (readFileSync(path, 'utf8').startsWith('/**\n * Found by gameday')) return undefined
  const what = `${shown(out)} is there already, and no test that gameday found`
  return { what, fix: 'name another file, or move that one away' }
}

/** How a file beside others imports one of them. */
function importOf(file: string, from: string): string {
  const path = relative(dirname(from), file).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}
