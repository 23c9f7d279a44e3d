/** Reports of the parts of a suite as one: whichever part ended first, it has the same bytes. */
import { compareText } from '../kernel/compare-text.ts'
import type { Report, TestEntry } from './report.ts'
import { REPORT_VERSION } from './report.ts'

/**
 * One report of all tests. Of a test that stands in several of them, as one that was tried again,
 * what stands in the last one counts, unless that has skipped it.
 */
export function merged(reports: readonly Pick<Report, 'tests'>[]): Report {
  const tests = new Map<string, TestEntry>()
  for (const test of reports.flatMap(report => report.tests)) {
    const key = JSON.stringify([test.file, test.project, test.path, test.nth])
    const isAnswered = tests.has(key) && test.state === 'skipped'
    if (!isAnswered) tests.set(key, test)
  }
  return { version: REPORT_VERSION, tests: [...tests.values()].toSorted(byPlace) }
}

/** By file, line and name; of two that are the same in these, the one that was told first. */
const byPlace = (a: TestEntry, b: TestEntry): number =>
  compareText(a.file, b.file) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compareText(a.path.join('\n'), b.path.join('\n')) ||
  compareText(a.project, b.project) ||
  a.nth - b.nth
