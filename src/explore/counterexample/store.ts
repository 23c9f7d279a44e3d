/**
 * Where counterexamples are kept: a folder of files that are read with care and written whole. What
 * is wrong with one of them is told, and neither hides the others nor loses a finding.
 */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'
import type { Counterexample } from '../findings.ts'
import type { Exploration } from '../exploration.ts'
import { type Known, type KnownCounterexample, nothingKnown } from '../search/known.ts'
import { goalsDigest } from './goals-digest.ts'
import { type Stored, storedFrom, storedText } from './stored.ts'
import { writeWhole } from '../whole-file.ts'

/** What a file of the store may take: far more than any does. */
const MOST_BYTES = 1_000_000

/** Where an exploration is asked for. */
export type Asked = {
  /** What the folder of the store is relative to. */
  readonly cwd: string
  /** The file that declares it; null if it is not the default export of one. */
  readonly file: string | null
}

/** The counterexamples of one exploration. */
export class Store implements Known {
  readonly #exploration: Exploration
  readonly #asked: Asked
  readonly #folder: string
  readonly #warnings: string[] = []

  constructor(exploration: Exploration, folder: string, asked: Asked) {
    this.#exploration = exploration
    this.#asked = asked
    this.#folder = folderOf(folder, asked.cwd)
  }

  /** The one that the options of an exploration name, if they name one. */
  static of(exploration: Exploration, asked: Asked): Known {
    const { store } = exploration.options
    return store === false ? nothingKnown : new Store(exploration, store, asked)
  }

  /** What could not be read or written, in sentences. */
  get warnings(): readonly string[] {
    return this.#warnings
  }

  /** All of the exploration's own, in order of their codes. */
  all(): readonly KnownCounterexample[] {
    return this.#files()
      .flatMap(path => this.#read(path) ?? [])
      .filter(stored => this.#isOwn(stored))
      .map(({ code, schedule }) => ({ code, schedule }))
  }

  /** Keeps a counterexample; another exploration that has found the same keeps it as well. */
  keep(counterexample: Counterexample): void {
    const path = join(this.#folder, `${counterexample.code}.json`)
    try {
      mkdirSync(this.#folder, { recursive: true })
      const goals = [...new Set([...this.#goalsIn(path), goalsDigest(this.#exploration)])].sort()
      const { file } = this.#asked
      writeWhole(path, storedText(counterexample, this.#exploration, { file, goals }))
    } catch (error) {
      const why = reasonOf(error)
      this.#warnings.push(`The counterexample could not be kept in ${this.#shown(path)}: ${why}.`)
    }
  }

  /**
   * Explorations of one system are others if their goals are, unless they have a name of their own
   * or are declared in the same file: then it is goals that have changed.
   */
  #isOwn({ exploration, goals, file }: Stored): boolean {
    const { name, options } = this.#exploration
    if (exploration !== name) return false
    if (options.name !== undefined || goals.length === 0) return true
    const isOfFile = file !== null && file === this.#asked.file
    return isOfFile || goals.includes(goalsDigest(this.#exploration))
  }

  /** Whose goals a file is kept for already. */
  #goalsIn(path: string): readonly string[] {
    try {
      const { exploration, goals } = readStored(path, path)
      return exploration === this.#exploration.name ? goals : []
    } catch {
      return []
    }
  }

  /** Paths in order of codes. */
  #files(): string[] {
    try {
      const names = readdirSync(this.#folder).filter(name => name.endsWith('.json'))
      return names.sort().map(name => join(this.#folder, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      const why = reasonOf(error)
      this.#warnings.push(`The store ${this.#shown(this.#folder)} could not be read: ${why}.`)
      return []
    }
  }

  #read(path: string): Stored | undefined {
    try {
      return readStored(path, this.#shown(path))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const [{ what, where = this.#shown(path) }, ...more] = error.problems
      const others = more.length === 0 ? '' : `, and ${more.length} more`
      this.#warnings.push(`${where} is left out: ${what}${others}.`)
      return undefined
    }
  }

  #shown(path: string): string {
    return relative(this.#asked.cwd, path)
  }
}

const DEFAULT_FOLDER = '.gameday'

const folderOf = (store: string, cwd: string): string => resolve(cwd, store, 'counterexamples')

/**
 * Finds a counterexample by its code, or by the path of its file.
 *
 * @throws UsageError when there is none, or its file is corrupt
 */
export function findStored(code: string, cwd: string, store = DEFAULT_FOLDER): Stored {
  const isPath = code.endsWith('.json')
  const path = isPath ? resolve(cwd, code) : join(folderOf(store, cwd), `${code}.json`)
  return readStored(path, relative(cwd, path))
}

/** The codes that are kept, for whoever asks for one that is not. */
export function storedCodes(cwd: string, store = DEFAULT_FOLDER): readonly string[] {
  try {
    const names = readdirSync(folderOf(store, cwd)).filter(name => name.endsWith('.json'))
    return names.sort().map(name => name.replace(/\.json$/, ''))
  } catch {
    return []
  }
}

/** @param shown the path for the messages */
function readStored(path: string, shown: string): Stored {
  return storedFrom(textOf(path, shown), shown)
}

function textOf(path: string, shown: string): string {
  try {
    if (statSync(path).size <= MOST_BYTES) return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError({ what: `it cannot be read: ${reasonOf(error)}`, where: shown })
  }
  throw new UsageError({ what: `it has more than ${MOST_BYTES} bytes`, where: shown })
}

/** What the system says, without the path, which stands beside it. */
const reasonOf = (error: unknown): string => (error as Error).message.replace(/, .*$/, '')
