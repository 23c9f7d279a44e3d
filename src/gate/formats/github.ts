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
  goalsOf,
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

/** The table of goals has as much of it at most: why a goal broke is to find room as well. */
const MOST_OF_TABLE = 400_000

/** The summary of a job: what failed first, with its goals, its cause and how to replay it. */
export function summary({ tests }: Report): string {
  const failed = tests.filter(hasFailed)
  const rest = tests.filter(test => !hasFailed(test))
  const title = `## ${headline(tests, failed.length)}\n\n`
  const goals = goalsTable([...failed, ...rest])
  const room = MOST_BYTES - 200 - Buffer.byteLength(title + goals)
  const chapters = failed.map(test => `${failure(test)}\n\n`)
  const { kept, left } = fitting(chapters, room)
  const more = left === 0 ? '' : `${left} more failed than there is room for: see the report.\n`
  return [title, goals, ...kept, more].join('')
}

/** The texts that there is room for, one by one, and how many others there are. */
function fitting(texts: readonly string[], room: number) {
  let left = room
  const kept = texts.filter(text => {
    const bytes = Buffer.byteLength(text)
    if (bytes > left) return false
    left -= bytes
    return true
  })
  return { kept, left: texts.length - kept.length }
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
function goalsTable(tests: readonly TestEntry[]): string {
  const rows = tests.flatMap(test => {
    const goals = test.plays.flatMap(play =>
      goalsOf(play).map(goal => goalRow(test, goal, runOf(play))),
    )
    if (goals.length > 0) return goals
    return hasFailed(test) ? [[stateMark(test), inCell(nameOf(test)), '', '', '']] : []
  })
  if (rows.length === 0) return ''
  const [head, line, ...lines] = table(['', 'Test', 'Goal', 'Margin', 'Availability'], rows)
  const { kept, left } = fitting(lines, MOST_OF_TABLE)
  const more = left === 0 ? '' : `\n${left} more rows than there is room for: see the report.\n`
  return `${[head, line, ...kept].join('\n')}\n${more}\n`
}

const runsOf = ({ plays }: TestEntry): RunEntry[] => plays.map(runOf).filter(run => run !== null)

const marks = { held: '✅', broken: '❌', unknown: '❔' } as const

const stateMark = (test: TestEntry): string => (hasFailed(test) ? '❌' : '✅')

const goalRow = (test: TestEntry, goal: GoalEntry, run: RunEntry | null): string[] => [
  marks[goal.verdict],
  inCell(nameOf(test)),
  code(wantedText(goal)),
  marginText(goal),
  run === null ? '' : availabilityOf(run),
]

const availabilityOf = ({ requests, picture }: RunEntry): string =>
  [
    requests.availability === null ? '–' : formatShare(requests.availability),
    ...(picture === null ? [] : [overTime(picture.clients.availability)]),
  ].join(' ')

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
