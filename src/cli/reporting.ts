/** `--report`: what a command played, as files beside what it prints. */
import { resolve } from 'node:path'
import { Collector } from '../gate/collect.ts'
import { deliver } from '../gate/deliver.ts'
import { blankTest } from '../gate/entries/blank-test.ts'
import { playsOf } from '../gate/entries/entries.ts'
import { formatNames } from '../gate/formats/formats.ts'
import { merged } from '../gate/merge.ts'
import { Notes } from '../gate/notes.ts'
import { fromRoot } from '../gate/place.ts'
import type { Report, TestEntry } from '../gate/report.ts'
import {
  filesOf,
  type ReadOptions,
  readReporterOptions,
  type ReporterOptions,
} from '../gate/reporter-options.ts'
import { didYouMean, type Problem, UsageError } from '../kernel/errors.ts'
import { readBy, type Schema, shown } from '../kernel/schema.ts'
import { fileTo } from '../record/filing.ts'
import { ExitCode, type Io, type Option } from './command.ts'

/** The option of every command that plays. */
export const reportOption: Option = {
  type: 'string',
  multiple: true,
  takes: 'FORMATS',
  summary: `write reports too: ${formatNames.map(name => `${name}=FILE`).join(', ')}, github`,
}

/** Reads what `--report` says, each time that it is said. */
export const reportFiles: Schema<ReadOptions> = readBy((said: unknown) => {
  const files: { [format: string]: string | true } = {}
  const problems: Problem[] = []
  for (const part of [said].flat().join(',').split(',').map(partFrom)) {
    const problem = mistakeIn(part, files)
    if (problem !== undefined) problems.push(problem)
    else files[part.format] = part.format === 'github' || part.file
  }
  if (problems.length > 0) throw new UsageError(problems)
  return asReporterOptions(files)
})

/** The same as the options of a reporter, which writes nothing that nobody has asked for. */
export const asReporterOptions = (files: Omit<ReporterOptions, 'for'>): ReadOptions =>
  readReporterOptions({ json: false, github: false, ...files, for: 'all' }, '')

/**
 * Looks that a report is not written over what it is made of.
 *
 * @param taken files by what they are
 * @throws UsageError naming each that it would be written over
 */
export function keepApart(
  options: ReadOptions,
  taken: readonly (readonly [what: string, file: string])[],
  { cwd }: Pick<Io, 'cwd'>,
): void {
  const problems = filesOf(options).flatMap(([format, file]) =>
    taken
      .filter(([, other]) => resolve(cwd, other) === resolve(cwd, file))
      .map(([what]) => ({
        what: `${format} would be written over ${what}, ${shown(file)}`,
        where: '--report',
        fix: 'name another file',
      })),
  )
  if (problems.length > 0) throw new UsageError(problems)
}

type Part = { readonly format: string; readonly file: string; readonly hasFile: boolean }

/** What is behind the first `=` is a path, which may have others. */
function partFrom(text: string): Part {
  const [format, ...rest] = text.split('=')
  return { format, file: rest.join('='), hasFile: rest.length > 0 }
}

const known: readonly string[] = [...formatNames, 'github']

function mistakeIn({ format, file, hasFile }: Part, before: object): Problem | undefined {
  const [first] = formatNames
  if (format === '' && !hasFile) return { what: 'a format is missing', fix: `write ${first}=FILE` }
  if (!known.includes(format)) {
    return { what: `there is no format ${shown(format)}`, fix: didYouMean(format, known) }
  }
  if (format in before) return { what: `${format} is said twice`, fix: 'say it once' }
  if (format === 'github') {
    if (!hasFile) return undefined
    return { what: 'github takes no file: it goes where GitHub looks', fix: 'write github alone' }
  }
  return file === '' ? { what: `${format} names no file`, fix: `write ${format}=FILE` } : undefined
}

/** Writes a report as a command does; whether all of it could be written. */
export function delivered(report: Report, options: ReadOptions, io: Io): boolean {
  const { cwd: root, env, err: out } = io
  const problems = deliver(report, options, { root, env, out })
  for (const problem of problems) out(`${problem}\n`)
  return problems.length === 0
}

/** How a command ended. */
export type Ending = {
  /** Of what it played. */
  readonly name: string
  readonly code: ExitCode
  /** What it says where that did not hold: asked for only where it is written. */
  readonly text: () => string
}

/** Keeps what a command plays, and writes it down where that was asked for. */
export class Reporting {
  readonly #file: string
  readonly #io: Io
  readonly #options: ReadOptions | undefined
  /** What was played. */
  readonly notes = new Notes()

  /**
   * @param file what is played
   * @param options what `--report` said; undefined where it was not said
   * @throws UsageError where that names the file itself
   */
  constructor(file: string, options: ReadOptions | undefined, io: Io) {
    if (options !== undefined) keepApart(options, [['what is played', file]], io)
    this.#file = file
    this.#io = io
    this.#options = options
  }

  /** Plays runs, and keeps them and what their goals asked. */
  playing<T>(play: () => T): T {
    if (this.#options === undefined) return play()
    fileTo(new Collector(() => this.notes))
    try {
      return play()
    } finally {
      fileTo(undefined)
    }
  }

  /**
   * Writes what was asked for.
   *
   * @returns the exit code: that of the command, or of wrong use where it held and a file could
   * not be written
   */
  write(ending: Ending): ExitCode {
    if (this.#options === undefined) return ending.code
    const report = merged([{ tests: [this.#entry(ending)] }])
    const isWritten = delivered(report, this.#options, this.#io)
    return !isWritten && ending.code === ExitCode.Held ? ExitCode.Usage : ending.code
  }

  #entry({ name, code, text }: Ending): TestEntry {
    const root = this.#io.cwd
    const isHeld = code === ExitCode.Held
    const file = resolve(root, this.#file)
    const test = { runner: 'gameday', file, folder: root } as const
    return {
      ...blankTest(fromRoot(file, root)),
      path: [name],
      state: isHeld ? 'passed' : code === ExitCode.Interrupted ? 'unfinished' : 'failed',
      errors: isHeld ? [] : [text().trimEnd()],
      ...playsOf(this.notes, { test, root, isDrawn: this.#options?.html !== undefined }),
    }
  }
}
