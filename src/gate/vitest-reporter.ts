/**
 * A reporter for Vitest: what every test played, and what came of it, for whoever was not there.
 *
 * @module gameday/vitest-reporter
 */
import { fileURLToPath } from 'node:url'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { UsageError } from '../kernel/errors.ts'
import { deliver, INTERRUPTED } from './deliver.ts'
import { merged } from './merge.ts'
import { askForParts, type Brief, forgetParts } from './parts.ts'
import { type ReadOptions, readReporterOptions, type ReporterOptions } from './reporter-options.ts'
import { entriesOf, type Failure, unhandledEntries } from './vitest-entries.ts'

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

  /**
   * Called by Vitest, before any test.
   *
   * @throws UsageError where it stands in the configuration twice: a test is filed with one of them
   */
  onInit(vitest: Vitest): void {
    const { reporters } = vitest as { readonly reporters?: readonly unknown[] }
    if (reporters?.find(each => each instanceof GamedayReporter) !== this)
      throw new UsageError(twice)
    this.#vitest = vitest
    const brief = askForParts(vitest.config.root, this.#options)
    this.#brief = brief
    // Watching has no other end.
    if (vitest.config.watch) process.once('exit', () => forgetParts(brief))
    for (const { config } of vitest.projects) {
      // A page of a browser has neither files nor what tells concurrent tests apart.
      if (config.browser?.enabled) continue
      config.setupFiles = [...config.setupFiles, setupFile]
      config.includeTaskLocation = true
    }
  }

  /** Called by Vitest, after all tests. */
  onTestRunEnd(modules: readonly TestModule[], errors: readonly Failure[], reason: string): void {
    const [vitest, brief] = [this.#vitest, this.#brief]
    if (vitest === undefined || brief === undefined) return
    const root = vitest.config.root
    const out = (text: string): void => vitest.logger.log(text.replace(/\n$/, ''))
    if (reason === 'interrupted' && !hasEnough(modules, vitest.config)) {
      out(INTERRUPTED)
    } else {
      const unhandled = vitest.config.dangerouslyIgnoreUnhandledErrors ? [] : errors
      const suite = { root, brief, isCut: reason === 'interrupted' }
      const tests = [
        ...modules.flatMap(module => entriesOf(module, suite)),
        ...unhandledEntries(unhandled, root),
      ]
      const problems = deliver(merged([{ tests }]), this.#options, { root, env: process.env, out })
      for (const problem of problems) vitest.logger.error(problem)
      if (problems.length > 0) process.exitCode = 1
    }
    if (!vitest.config.watch) forgetParts(brief)
  }
}

const twice = {
  what: 'gameday/vitest-reporter is there twice',
  where: 'test › reporters',
  fix: "add it once, with all formats: { json: 'a.json', html: 'a.html' }",
}

/** Whether it was Vitest that stopped, since as many tests failed as `bail` says. */
function hasEnough(modules: readonly TestModule[], { bail = 0 }: { readonly bail?: number }) {
  const failed = modules.flatMap(({ children }) => [...children.allTests('failed')])
  return bail > 0 && failed.length >= bail
}
