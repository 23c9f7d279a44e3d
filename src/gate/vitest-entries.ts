/** What Vitest tells of tests, as a report has it. */
import { stripVTControlCharacters } from 'node:util'
import type { TestCase, TestModule, TestSuite } from 'vitest/node'
import { shown } from '../kernel/schema.ts'
import { counter } from './counter.ts'
import { blankTest } from './entries/blank-test.ts'
import { type Brief, isWanted, ONLY, readPart } from './parts.ts'
import { fromRoot } from './place.ts'
import type { PlaceEntry, TestEntry } from './report.ts'

type Suite = {
  readonly root: string
  readonly brief: Brief
  /** Whether Vitest stopped before it came to some of the files. */
  readonly isCut: boolean
}

/** All tests of a file, and what of it failed by itself or never came to an end. */
export function entriesOf(module: TestModule, suite: Suite): TestEntry[] {
  const nthOf = counter()
  const tests = [...module.children.allTests()].map(test => {
    const path = pathOf(test)
    return { ...entryOf(test, suite), path, nth: nthOf(JSON.stringify(path)) }
  })
  const failed = [module, ...module.children.allSuites()].filter(each => each.errors().length > 0)
  const wholes = failed.map(each => failedEntry(each, module, suite))
  return [...tests, ...wholes, ...unfinished(module, suite)]
}

/** Of a file whose process ended before it told its tests, nothing else is known. */
function unfinished(module: TestModule, { root, isCut }: Suite): TestEntry[] {
  const isKnown = module.children.size > 0 || module.errors().length > 0
  if (isCut || isKnown || !['queued', 'pending'].includes(module.state())) return []
  return [{ ...ofFile(module, root), state: 'unfinished' }]
}

/** What nobody caught fails a suite, though each of its tests may have passed. */
export const unhandledEntries = (errors: readonly Failure[], root: string): TestEntry[] =>
  errors.map((error, i) => ({
    ...blankTest(fileOf(error, root)),
    nth: i + 1,
    state: 'failed',
    failedAt: placeOf(error, root),
    errors: [textOf(error)],
  }))

/** The folder of the suite, where no file is known. */
const fileOf = ({ VITEST_TEST_PATH: path }: Failure, root: string): string =>
  typeof path === 'string' ? fromRoot(path, root) : '.'

const ofFile = ({ moduleId, project }: TestModule, root: string): TestEntry => ({
  ...blankTest(fromRoot(moduleId, root)),
  project: project.name,
})

function pathOf(test: TestCase | TestSuite): string[] {
  const { parent } = test
  return parent.type === 'module' ? [test.name] : [...pathOf(parent), test.name]
}

function entryOf(test: TestCase, { root, brief }: Suite): TestEntry {
  const { state, errors = [] } = test.result()
  return {
    ...ofFile(test.module, root),
    line: test.location?.line ?? null,
    state: state === 'pending' ? 'unfinished' : state,
    failedAt: placeOf(errors[0], root),
    errors: errors.map(textOf),
    ...(isWanted(brief, state === 'failed') ? readPart(brief, test.id)[ONLY] : undefined),
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
    ...ofFile(module, root),
    path: failed.type === 'module' ? [] : pathOf(failed),
    state: 'failed',
    failedAt: placeOf(errors[0], root),
    errors: errors.map(textOf),
  }
}

/** An error, as Vitest hands it over. */
export type Failure = {
  /** Of its class, such as `TypeError`. */
  readonly name?: string | undefined
  /** Text, unless somebody threw an object with another one. */
  readonly message: unknown
  /** The file of tests that ran then. */
  readonly VITEST_TEST_PATH?: unknown
  /** Where it was thrown, the nearest line first. */
  readonly stacks?: readonly StackLine[] | undefined
}

type StackLine = {
  /** Its path. */
  file: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
}

/** As the runner prints it, without its colours. */
const textOf = ({ name, message }: Failure): string =>
  typeof message === 'string'
    ? stripVTControlCharacters(message || (name ?? 'it failed'))
    : `what was thrown has the message ${shown(message)}`

function placeOf(failure: Failure | undefined, root: string): PlaceEntry | null {
  const [at] = failure?.stacks ?? []
  if (at === undefined) return null
  return { file: fromRoot(at.file, root), line: at.line, column: at.column }
}
