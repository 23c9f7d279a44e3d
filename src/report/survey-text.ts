/** What a survey found, as text: the matrix, what breaks a goal, and what was never at work. */
import type {
  CriticalComponent,
  CutSet,
  Outcome,
  Survey,
  SurveyChange,
} from '../explore/survey/found.ts'
import { failureText, type Section } from './failure.ts'
import { lengthOf } from './columns.ts'
import { counted } from './numbers.ts'
import { fitted } from './shortened.ts'
import { partText, wrapped } from './wrapped.ts'
import { matrixLines } from './survey-matrix.ts'

type Found = Omit<Survey, 'toString'>

/** No more lines than these in a chapter: a system may have thousands of components. */
const MOST_LINES = 8
/** The width of a line of names. */
const COLUMNS = 94

/** All that was found. */
export function surveyText(found: Found, system: string): string {
  const names = namesIn(found)
  const within = (lines: readonly string[]): string[] => lines.map(line => fitted(line, names))
  const section = (title: string, lines: readonly string[]): Section => ({
    title,
    lines: within(lines),
  })
  return failureText({
    headline: fitted(headline(found, system), [system, ...found.goals]),
    counts: within(countLines(found)),
    lanes: matrixLines(found.cells),
    sections: [
      section('The least that breaks it', cutLines(found.cutSets)),
      section('Declared optional, in fact critical', criticalLines(found.critical)),
      section('One change that mends most', changeLines(found.changes)),
      section('Never had anything to do', unexercisedLines(found)),
    ],
    replay: [],
  })
}

function headline({ verdict, because, cells, pairs, goals }: Found, system: string): string {
  const what = goals.length === 1 ? goals[0] : 'a goal'
  if (verdict === 'unknown') return `${system}: it is unknown what breaks ${what}, since ${because}`
  const alone = `${shareOf(cells, 'single fault')} ${verbOf(cells)} ${what}`
  if (pairs.length === 0) return `${system}: ${alone}`
  if (pairs.length > 1) return `${system}: ${alone}, and ${shareOf(pairs, 'pair')}`
  return `${system}: ${alone}, and the only pair ${brokenIn(pairs) === 1 ? 'does' : 'does not'}`
}

const brokenIn = (all: readonly Outcome[]): number =>
  all.filter(({ verdict }) => verdict === 'broken').length

const shareOf = (all: readonly Outcome[], noun: string): string =>
  all.length === 1
    ? `the only ${noun}`
    : `${brokenIn(all) || 'none'} of ${counted(all.length, noun)}`

function verbOf(all: readonly Outcome[]): string {
  const broken = brokenIn(all)
  if (broken === 1) return 'breaks'
  return all.length === 1 ? 'does not break' : 'break'
}

function countLines({ goals, cells, pairs, runs, seed, isCutShort, isStopped }: Found): string[] {
  const end = isStopped ? ', stopped' : isCutShort ? ', cut short: there was more to play' : ''
  const unknown = [...cells, ...pairs].filter(({ verdict }) => verdict === 'unknown')
  const reasons = [...new Set(unknown.map(({ because }) => because))]
  return [
    ...(goals.length > 1 ? goals : []),
    `${counted(runs, 'run')} with seed ${seed}${end}.`,
    ...reasons.slice(0, MOST_LINES).map(because => {
      const count = unknown.filter(outcome => outcome.because === because).length
      return `Of ${counted(count, 'run')} nothing is known: ${because}.`
    }),
  ]
}

function cutLines(sets: readonly CutSet[]): string[] {
  const alone = sets.filter(({ targets }) => targets.length === 1)
  const both = sets.filter(({ targets }) => targets.length > 1)
  const pairs = both.map(({ targets, faults }) => {
    const kinds = faults.map(pair =>
      [...new Set(pair.map(({ cause }) => cause.kind))].join(' and '),
    )
    return listed(targets.join(' and '), kinds)
  })
  return [
    ...(alone.length > 0
      ? [
          listed(
            'alone',
            alone.map(({ targets: [name] }) => name),
          ),
        ]
      : []),
    ...shortened(pairs),
  ]
}

const criticalLines = (critical: readonly CriticalComponent[]): string[] =>
  shortened(
    critical.map(({ component, faults }) => {
      const kinds = new Set(faults.map(({ cause }) => cause.kind))
      return listed(component, [...kinds])
    }),
  )

function changeLines(changes: readonly SurveyChange[]): string[] {
  return changes.flatMap(({ what, lines, mends, of, breaks }) => {
    const names = breaks.map(({ target, cause }) => `${cause.kind} ${target}`)
    const harm = names.length === 0 ? ['  breaks nothing new'] : [`  ${listed('breaks', names)}`]
    const written = lines.flatMap(({ short: { minus, plus }, ...at }) => [
      ...(minus === undefined ? [] : wrapped(`  - ${partText(at)}  ${minus}`)),
      ...(plus === undefined ? [] : wrapped(`  + ${partText(at)}  ${plus}`)),
    ])
    return [`${what}: mends ${mends.length} of ${of}`, ...written, ...harm]
  })
}

function unexercisedLines({ unexercised }: Found): string[] {
  const kinds = [...new Set(unexercised.map(({ what }) => what))]
  return shortened(
    kinds.map(kind => {
      const places = unexercised.filter(({ what }) => what === kind).map(({ at }) => at)
      return listed(kind, places)
    }),
  )
}

/** As many names as there is room for, and how many more there are. */
function listed(title: string, names: readonly string[]): string {
  let line = `${title}: ${names[0]}`
  for (const [i, name] of names.entries()) {
    const rest = names.length - i
    const longer = i === 0 ? line : `${line}, ${name}`
    if (lengthOf(longer) > COLUMNS - ` and ${rest} more`.length) return `${line} and ${rest} more`
    line = longer
  }
  return line
}

function shortened(lines: readonly string[]): string[] {
  const more = lines.length - MOST_LINES
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`and ${more} more`] : [])]
}

/** The names that lines may shorten. */
function namesIn({ cells, unexercised, critical, goals }: Found): string[] {
  const targets = cells.map(({ target }) => target)
  const others = [...unexercised.map(({ at }) => at), ...critical.map(({ component }) => component)]
  return [...new Set([...targets, ...others, ...goals])]
}
