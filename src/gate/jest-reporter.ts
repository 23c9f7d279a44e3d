/**
 * A reporter for Jest: what every test played, and what came of it, for whoever was not there.
 *
 * @module gameday/jest-reporter
 */
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { counter } from './counter.ts'
import { deliver, INTERRUPTED } from './deliver.ts'
import { blankTest } from './entries/blank-test.ts'
import { merged } from './merge.ts'
import { askForParts, type Brief, forgetParts, isWanted, keyOfTest, readPart } from './parts.ts'
import { fromRoot, placeOfUser } from './place.ts'
import type { TestEntry } from './report.ts'
import { type ReadOptions, readReporterOptions, type ReporterOptions } from './reporter-options.ts'

export type { ReporterOptions } from './reporter-options.ts'

/** It is CommonJS, which Jest loads in each of its modes. */
const setupFile = fileURLToPath(new URL('jest-setup.cjs', import.meta.url))

/** What of the configuration of Jest counts here. */
type JestConfig = {
  /** The folder that paths are told from. */
  readonly rootDir: string
}

/** A file that Jest is about to run. */
type FileToRun = {
  /** What it is run with. */
  readonly context: {
    /** Of its project. */
    readonly config: {
      /** Paths of files that are run before it. */
      readonly setupFilesAfterEnv: string[]
    }
  }
}

/** How one test went. */
type Assertion = {
  /** The suites around it, from the outermost one. */
  readonly ancestorTitles: readonly string[]
  /** Its own name. */
  readonly title: string
  /** All of them, as Jest joins them. */
  readonly fullName: string
  /** Such as `passed`. */
  readonly status: string
  /** With their stacks. */
  readonly failureMessages: readonly string[]
  /** Where it stands, if Jest was asked for it. */
  readonly location?: TestLocation | null | undefined
}

type TestLocation = {
  /** From 1. */
  readonly line: number
}

/** How one file of tests went. */
type RanFile = {
  /** Its path. */
  readonly testFilePath: string
  /** Its tests. */
  readonly testResults: readonly Assertion[]
  /** Why it could not be run. */
  readonly testExecError?: FailedFile | undefined
}

type FailedFile = {
  /** What was thrown. */
  readonly message: string
  /** Where, if that is known. */
  readonly stack?: string
}

/** How all went. */
type Results = {
  /** One for each file. */
  readonly testResults: readonly RanFile[]
  /** Whether it was stopped before its end. */
  readonly wasInterrupted?: boolean | undefined
}

/**
 * Files what each test plays under that test, with nothing changed in the specs, and writes it when
 * the suite has ended. One line of the configuration adds it.
 *
 * @example
 * // jest.config.js
 * export default { reporters: ['default', 'gameday/jest-reporter'] }
 */
export default class GamedayReporter {
  readonly #options: ReadOptions
  readonly #root: string
  #brief: Brief | undefined
  #error: Error | undefined

  /**
   * @param config of Jest
   * @param options what to write, and where
   * @throws UsageError with every mistake in them
   */
  constructor(config: JestConfig, options: ReporterOptions = {}) {
    this.#root = config.rootDir
    this.#options = readReporterOptions(options, 'gameday/jest-reporter')
  }

  /** Called by Jest, before it starts a worker. */
  onRunStart(): void {
    this.#brief = askForParts(this.#root, this.#options)
  }

  /** Called by Jest, before it runs a file: what it hands to the worker gets our setup file. */
  onTestFileStart({ context }: FileToRun): void {
    const { setupFilesAfterEnv: files } = context.config
    if (!files.includes(setupFile)) files.push(setupFile)
  }

  /** Called by Jest, after all tests. */
  onRunComplete(_contexts: unknown, results: Results): void {
    const [brief, root] = [this.#brief, this.#root]
    if (brief === undefined) return
    const out = (text: string): void => void process.stderr.write(text)
    if (results.wasInterrupted === true) {
      out(INTERRUPTED)
    } else {
      const tests = results.testResults.flatMap(file => entriesOf(file, { brief, root }))
      const where = { root, env: process.env, out }
      const problems = deliver(merged([{ tests }]), this.#options, where)
      if (problems.length > 0) this.#error = new Error(problems.join('\n'))
    }
    forgetParts(brief)
  }

  /** Asked by Jest, which ends with 1 where there is one: what could not be written. */
  getLastError(): Error | undefined {
    return this.#error
  }
}

type Suite = { readonly root: string; readonly brief: Brief }

function entriesOf(file: RanFile, { root, brief }: Suite): TestEntry[] {
  const { testExecError: error } = file
  const part = readPart(brief, file.testFilePath)
  const nths = { all: counter(), ran: counter() }
  const tests = file.testResults.map((test): TestEntry => {
    const state = states[test.status] ?? 'skipped'
    const key = state === 'skipped' ? '' : keyOfTest(test.fullName, nths.ran(test.fullName))
    return {
      ...ofFile(file, root),
      path: [...test.ancestorTitles, test.title],
      nth: nths.all(test.fullName),
      line: test.location?.line ?? null,
      state,
      failedAt: placeOfUser(test.failureMessages[0], root),
      errors: test.failureMessages.map(textOf),
      ...(isWanted(brief, state === 'failed') ? part[key] : undefined),
    }
  })
  if (error === undefined) return tests
  const failedAt = placeOfUser(error.stack, root)
  const errors = [textOf(error.message)]
  return [...tests, { ...ofFile(file, root), state: 'failed', failedAt, errors }]
}

const states: { readonly [status: string]: TestEntry['state'] | undefined } = {
  passed: 'passed',
  failed: 'failed',
}

const ofFile = ({ testFilePath }: RanFile, root: string): TestEntry =>
  blankTest(fromRoot(testFilePath, root))

/** Jest hands over stacks with its messages; a report has the line beside it. */
const textOf = (failure: string): string =>
  stripVTControlCharacters(failure)
    .replace(/(\n\s+at [^\n]+)+\s*$/, '')
    .replace(/^Error: /, '')
