/**
 * A reporter for Vitest: what every test played, and what came of it, for whoever was not there.
 *
 * @module gameday/vitest-reporter
 */
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node'
import { deliver } from './deliver.ts'
import { merged } from './merge.ts'
import { askForParts, type Brief, forgetParts, readPart } from './parts.ts'
import { fromRoot } from './place.ts'
import type { PlaceEntry, TestEntry } from './report.ts'
import { type ReadOptions, readReporterOptions, type ReporterOptions } from './reporter-options.ts'

export type { ReporterOptions } from './reporter-options.ts'

const setupFile = fileURLToPath(new URL(`vitest-setup${extension()}`, import.meta.url))

/** Sources are TypeScript, and what is built of them is not. */
function extension(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js'
}

/**
 * Files what each test plays under that test, with nothing changed in the specs, and writes it when
 * the suite has ended. One line of the configuration adds it.
 *
 * @example
 * // vitest.config.ts
 * export default { test: { reporters: ['default', 'gameday/vitest-reporter'] } }
 */
export default class GamedayReporter implements Reporter {
  readonly #options: ReadOptions
  #vitest: Vitest | undefined
  #brief: Brief | undefined

  /**
   * @param options what to write, and where
   * @throws UsageError with every mistake in them
   */
  constructor(options: ReporterOptions = {}) {
    this.#options = readReporterOptions(options, 'gameday/vitest-reporter')
  }

  /** Called by Vitest, before any test. */
  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#brief = askForParts(vitest.config.root, this.#options)
    for (const { config } of vitest.projects) {
      // A page of a browser has neither files nor what tells concurrent tests apart.
      if (config.browser?.enabled) continue
      config.setupFiles = [...config.setupFiles, setupFile]
      config.includeTaskLocation = true
    }
  }

  /** Called by Vitest, after all tests. */
  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: string): void {
    const [vitest, brief] = [this.#vitest, this.#brief]
    if (vitest === undefined || brief === undefined) return
    const root = vitest.config.root
    const out = (text: string): void => vitest.logger.log(text.replace(/\n$/, ''))
    if (reason === 'interrupted') {
      out(' gameday  interrupted: no report is written, and an earlier one stays')
    } else {
      const tests = modules.flatMap(module => entriesOf(module, { root, brief }))
      const problems = deliver(merged([{ tests }]), this.#options, { root, env: process.env, out })
      for (const problem of problems) vitest.logger.error(problem)
      if (problems.length > 0) process.exitCode = 1
    }
    if (!vitest.config.watch) forgetParts(brief)
  }
}

type Suite = { readonly root: string; readonly brief: Brief }

function entriesOf(module: TestModule, suite: Suite): TestEntry[] {
  const counts = new Map<string, number>()
  const tests = [...module.children.allTests()].map(test => {
    const path = pathOf(test)
    const key = JSON.stringify(path)
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    return { ...entryOf(test, suite), path, nth }
  })
  const failed = [module, ...module.children.allSuites()].filter(each => each.errors().length > 0)
  return [...tests, ...failed.map(each => failedEntry(each, module, suite))]
}

function pathOf(test: TestCase | TestSuite): string[] {
  const { parent } = test
  return parent.type === 'module' ? [test.name] : [...pathOf(parent), test.name]
}

function entryOf(test: TestCase, { root, brief }: Suite): Omit<TestEntry, 'path' | 'nth'> {
  const { state, errors = [] } = test.result()
  const isWanted = state === 'failed' || brief.for === 'all'
  const { plays = [], leftOut = 0 } = isWanted ? (readPart(brief, test.id)[''] ?? {}) : {}
  return {
    file: fromRoot(test.module.moduleId, root),
    project: test.project.name,
    line: test.location?.line ?? null,
    state: state === 'pending' ? 'unfinished' : state,
    failedAt: placeOf(errors[0], root),
    errors: errors.map(textOf),
    plays,
    leftOut,
  }
}

/** A file or a chapter of it that failed by itself, as one that cannot be loaded. */
function failedEntry(
  failed: TestModule | TestSuite,
  module: TestModule,
  { root }: Suite,
): TestEntry {
  const errors = failed.errors()
  return {
    file: fromRoot(module.moduleId, root),
    project: module.project.name,
    path: failed.type === 'module' ? [] : pathOf(failed),
    nth: 0,
    line: null,
    state: 'failed',
    failedAt: placeOf(errors[0], root),
    errors: errors.map(textOf),
    plays: [],
    leftOut: 0,
  }
}

type Failure = {
  readonly name?: string | undefined
  readonly message: string
  readonly stacks?: readonly { file: string; line: number; column: number }[] | undefined
}

/** As the runner prints it, without its colours. */
const textOf = ({ name, message }: Failure): string =>
  stripVTControlCharacters(message || (name ?? 'it failed'))

function placeOf(failure: Failure | undefined, root: string): PlaceEntry | null {
  const [at] = failure?.stacks ?? []
  if (at === undefined) return null
  return { file: fromRoot(at.file, root), line: at.line, column: at.column }
}
