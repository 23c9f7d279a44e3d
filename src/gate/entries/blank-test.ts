/** A test of which nothing is known but its file. */
import type { TestEntry } from '../report.ts'

/** Its fields, in the order in which a report has them; what is known takes their places. */
export const blankTest = (file: string): TestEntry => ({
  file,
  project: '',
  path: [],
  nth: 0,
  line: null,
  state: 'passed',
  failedAt: null,
  errors: [],
  plays: [],
  leftOut: 0,
})
