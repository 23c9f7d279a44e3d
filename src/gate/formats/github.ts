/**
 * The report as GitHub takes it: the summary of a job, which is Markdown, and annotations, which
 * are commands among what a job prints. Names may be anything, and neither obeys them.
 */
import type { CauseGraph } from '../../explain/graph.ts'
import { printable } from '../../kernel/printable.ts'
import { formatShare } from '../../kernel/units.ts'
import { sparkline } from '../../report/sparkline.ts'
import type { GoalEntry, Report, RunEntry, TestEntry } from '../report.ts'
import { code, details, inCell, table } from './markdown.ts'
import { mermaid } from './mermaid.ts'
import {
  hasFailed,
  nameOf,
  problemsIn,
  problemsOf,
  type ReportedProblem,
  runOf,
} from './problems.ts'
import { isBroken, marginText, wantedText } from './told.ts'

/** GitHub takes a summary of a megabyte, and nothing of a longer one. */
const MOST_BYTES = 1_000_000
/** More than these it does not show. */
const MOST_ANNOTATIONS = 10

/** The summary of a job: what failed first, with its goals, its cause and how to replay it. */
export function summary({ tests }: Report): string {
  const failed = tests.filter(hasFailed)
  const rest = tests.filter(test => !hasFailed(test))
  const chapters = failed.map(failure)
  const head = [`## ${headline(tests, failed.length)}`, ...goalsTable([...failed, ...rest])]
  return whole([...head, ...chapters])
}

function headline(tests: readonly TestEntry[], failed: number): string {
  const skipped = tests.filter(({ state }) => state === 'skipped').length
  const counts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${tests.length - failed - skipped} passed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ]
  return `${failed > 0 ? '❌' : '✅'} gameday: ${counts.join(', ')}`
}

/** Tests that told nothing and did not fail have no row: they are counted above. */
function goalsTable(tests: readonly TestEntry[]): string[] {
  const rows = tests.flatMap(test => {
    const runs = runsOf(test)
    const goals = runs.flatMap(run => run.goals.map(goal => goalRow(test, goal, run)))
    if (goals.length > 0) return goals
    return hasFailed(test) ? [[stateMark(test), inCell(nameOf(test)), '', '', '']] : []
  })
  if (rows.length === 0) return []
  return [table(['', 'Test', 'Goal', 'Margin', 'Availability'], rows)]
}

const runsOf = ({ plays }: TestEntry): RunEntry[] => plays.map(runOf).filter(run => run !== null)

const marks = { held: '✅', broken: '❌', unknown: '❔' } as const

const stateMark = (test: TestEntry): string => (hasFailed(test) ? '❌' : '✅')

const goalRow = (test: TestEntry, goal: GoalEntry, { requests, picture }: RunEntry): string[] => [
  marks[goal.verdict],
  inCell(nameOf(test)),
  code(wantedText(goal)),
  marginText(goal),
  [
    requests.availability === null ? '–' : formatShare(requests.availability),
    ...(picture === null ? [] : [overTime(picture.clients.availability)]),
  ].join(' '),
]

/** From nothing to all served. */
const overTime = (shares: readonly (number | null)[]): string =>
  sparkline(
    shares.map(share => share ?? undefined),
    { width: 24, scale: [0, 1], worst: 'least' },
  )

function failure(test: TestEntry): string {
  const problems = problemsOf(test)
  const runs = runsOf(test).filter(isBroken)
  return [
    `### ${inCell(nameOf(test))}`,
    ...problems.map(({ headline, text, file, line, goal }) =>
      [
        `${inCell(headline)} (${code(`${file}:${line}`)})`,
        ...graphOf(goal),
        details('All that was said', text),
      ].join('\n\n'),
    ),
    ...runs.map(({ replay }) => details('Replay', replay.join('\n'))),
  ].join('\n\n')
}

function graphOf(goal: GoalEntry | null): string[] {
  const explained = goal?.explanation as { cause: { graph: CauseGraph } | null } | null | undefined
  const graph = explained?.cause?.graph
  return graph === undefined || graph.edges.length === 0 ? [] : [mermaid(graph)]
}

/** As many chapters as there is room for. */
function whole(chapters: readonly string[]): string {
  let text = ''
  for (const [i, chapter] of chapters.entries()) {
    const more = `${chapter}\n\n`
    if (Buffer.byteLength(text) + Buffer.byteLength(more) > MOST_BYTES - 200) {
      return `${text}${chapters.length - i} more failed than there is room for: see the report.\n`
    }
    text += more
  }
  return text
}

/** A command for each thing that went wrong, at the line of the user. */
export function annotations(report: Report): string {
  const problems = problemsIn(report)
  const shown = problems.slice(0, MOST_ANNOTATIONS)
  return shown.map(problem => `${annotation(problem)}\n`).join('')
}

function annotation({ test, headline, text, file, line, column }: ReportedProblem): string {
  const place = { file, line: `${line}`, ...(column !== null && { col: `${column}` }) }
  const properties = { ...place, title: printable(nameOf(test)) }
  const said = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`)
  return `::error ${said.join(',')}::${data(text === '' ? headline : text)}`
}

/** As the runner of GitHub reads it back. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
