/**
 * The report as JUnit XML, by the schema that Jenkins checks and GitLab reads. It has no times:
 * those of a run are virtual, and a real one would make every report another.
 */
import type { Report, TestEntry } from '../report.ts'
import { nameOf, problemsOf, type ReportedProblem } from './problems.ts'
import { replayOf, tellingOf } from './told.ts'

/** One suite for each file of tests. */
export function junit(report: Report): string {
  const files = [...new Set(report.tests.map(({ file }) => file))]
  const suites = files.map(file =>
    suite(
      file,
      report.tests.filter(test => test.file === file),
    ),
  )
  const all = element('testsuites', { name: 'gameday', ...countsOf(report.tests) }, suites)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`
}

const suite = (file: string, tests: readonly TestEntry[]): string =>
  element(
    'testsuite',
    { name: file, ...countsOf(tests), skipped: tests.filter(isSkipped).length, file },
    tests.map(testcase),
  )

const isSkipped = ({ state }: TestEntry): boolean => state === 'skipped'

const countsOf = (tests: readonly TestEntry[]) => ({
  tests: tests.length,
  failures: tests.filter(({ state }) => state === 'failed').length,
  errors: tests.filter(({ state }) => state === 'unfinished').length,
})

function testcase(test: TestEntry): string {
  const told = [...tellingOf(test), ...replayOf(test)].join('\n')
  return element('testcase', { name: nameOf(test), classname: test.file }, [
    ...(isSkipped(test) ? [element('skipped', {}, [])] : []),
    ...problemsOf(test).map(failureOf),
    ...(told === '' ? [] : [element('system-out', {}, [escaped(told)])]),
  ])
}

function failureOf({ test, headline, text, file, line }: ReportedProblem): string {
  const name = test.state === 'unfinished' ? 'error' : 'failure'
  const said = `${text}\n\nat ${file}:${line}`
  return element(name, { message: headline, type: 'gameday' }, [escaped(said)])
}

type Attributes = { readonly [name: string]: string | number }

function element(name: string, attributes: Attributes, inside: readonly string[]): string {
  const said = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${inAttribute(`${value}`)}"`,
  )
  const head = `<${name}${said.join('')}`
  if (inside.length === 0) return `${head}/>`
  return `${head}>${inside.join('')}</${name}>`
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * XML cannot hold most control characters, nor half of a character that takes two, in any form. A
 * carriage return is an entity, since parsers take a bare one for the end of a line.
 */
const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, character => entities[character])
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/\r/g, '&#13;')

/** Parsers make a blank of a line break in an attribute, unless it is an entity. */
const inAttribute = (text: string): string =>
  escaped(text).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')
