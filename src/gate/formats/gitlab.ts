/** The report as GitLab's code quality, which a merge request shows at the lines it changes. */
import { createHash } from 'node:crypto'
import { printable } from '../../kernel/printable.ts'
import { counter } from '../counter.ts'
import type { Report } from '../report.ts'
import { nameOf, problemsIn, type ReportedProblem } from './problems.ts'

/** A list of what went wrong; two that say the same of one test are told apart by their order. */
export function gitlab(report: Report): string {
  const nthOf = counter()
  const issues = problemsIn(report).map(problem => {
    const key = keyOf(problem)
    const name = `${key}\n${nthOf(key)}`
    return issueOf(problem, createHash('sha256').update(name).digest('hex'))
  })
  return `${JSON.stringify(issues, undefined, 2)}\n`
}

/** The same as long as the same goal breaks in the same test, whatever its numbers and lines. */
const keyOf = ({ test, goal, headline }: ReportedProblem): string =>
  JSON.stringify([test.file, test.project, test.path, test.nth, goal?.text ?? headline])

const issueOf = ({ test, headline, goal, file, line }: ReportedProblem, fingerprint: string) => ({
  description: printable(`${nameOf(test)}: ${headline}`),
  check_name: goal === null ? 'gameday' : `gameday/${kindOf(goal.goal)}`,
  fingerprint,
  severity: 'major',
  location: { path: file, lines: { begin: line } },
})

/** What was read from a file may be any goal, as of a later gameday. */
function kindOf(written: unknown): string {
  const { goal } = Object(written) as { readonly goal?: unknown }
  return typeof goal === 'string' ? printable(goal) : 'goal'
}
