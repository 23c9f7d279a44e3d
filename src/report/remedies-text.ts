/** What would have held, as text: the lines to change, what comes of it, and what is not enough. */
import type { Cure, FailedRemedy, FoundRemedies } from '../explain/remedies/found.ts'
import type { DeclarationLine } from '../explain/remedies/lines.ts'
import { formatShare } from '../kernel/units.ts'
import { failureText, type Section } from './failure.ts'
import { counted } from './numbers.ts'

/** No more lines than these in a failure. */
const MOST_LINES = 5

/** The section of a failure; without lines where nothing was found out. */
export function remediesSection(found: FoundRemedies): Section {
  const [best] = found.cures
  const changes = best?.lines.length ?? 1
  const title = `Same seed, ${changes === 1 ? 'one change' : `${changes} changes`}`
  return { title, lines: remedyLines(found) }
}

function remedyLines(found: FoundRemedies): string[] {
  const [best, other] = found.cures
  if (best === undefined) return withoutCure(found)
  const lines = [...changeLines(best), `  ${resultOf(best)}`]
  const second = other === undefined ? [] : [`or ${other.what}: ${shortResult(other)}`]
  const failed = notEnough(found)
  const room = MOST_LINES - lines.length
  return [...lines, ...[...second, ...failed].slice(0, Math.max(0, room))].slice(0, MOST_LINES)
}

/** Where there is no room for what was written, what is to be written says enough. */
function changeLines({ lines }: Cure): string[] {
  const plus = lines.flatMap(({ part, short }: DeclarationLine) =>
    short.plus === undefined ? [] : wrapped(`+ ${part}  ${short.plus}`),
  )
  const minus = lines.flatMap(({ part, short }: DeclarationLine) =>
    short.minus === undefined ? [] : wrapped(`- ${part}  ${short.minus}`),
  )
  const isRoom = lines.length === 1 && minus.length + plus.length < MOST_LINES
  return isRoom || plus.length === 0 ? [...minus, ...plus] : plus.slice(0, MOST_LINES - 1)
}

/** The columns left of 100 by the indentation of a chapter's lines. */
const COLUMNS = 90

/** A line of a declaration, broken where a person would break it. */
function wrapped(line: string): string[] {
  if (line.length <= COLUMNS) return [line]
  const cut = line.lastIndexOf(', ', COLUMNS - 1)
  if (cut < COLUMNS / 2) return [line]
  return [line.slice(0, cut + 1), ...wrapped(`      ${line.slice(cut + 2)}`)]
}

/** What comes of it: while things go wrong, and while all is well. */
function resultOf(cure: Cure): string {
  const range = cure.range === undefined ? '' : `, with ${cure.range}`
  const [first] = cure.costs
  const calm =
    first === undefined ? 'nothing changes while all is well' : `when all is well ${first}`
  return `${shortResult(cure)}${range}; ${calm}`
}

function shortResult({ measured, degraded }: Cure): string {
  const share = degraded > NOTICED ? ` (${formatShare(degraded)} degraded)` : ''
  return `${measured === '' ? 'holds' : measured}${share}`
}

/** Less than this is not worth a word. */
const NOTICED = 0.005

function withoutCure(found: FoundRemedies): string[] {
  const { runs, isCutShort, insufficient, harmful } = found
  const tried = insufficient.length + harmful.length
  if (tried === 0) return []
  const ends = isCutShort ? `cut short after ${counted(runs, 'run')}` : `in ${counted(runs, 'run')}`
  return [`none of ${counted(tried, 'change')} that were tried holds, ${ends}`, ...notEnough(found)]
}

/** The best of what does not do, and what seems to do and does harm. */
function notEnough({ insufficient, harmful }: FoundRemedies): string[] {
  const near = insufficient.filter(({ ofTheWay }) => ofTheWay > 0.1).slice(0, 2)
  const bad = harmful.filter(({ ofTheWay }) => ofTheWay >= 1).slice(0, 1)
  const said = [...near.map(nearText), ...bad.map(({ what, why }) => `${what} (${why})`)]
  const [one, two] = [1, 2].map(many => `not enough: ${said.slice(0, many).join(', ')}`)
  return said.length === 0 ? [] : [two.length <= COLUMNS ? two : one]
}

const nearText = ({ what, ofTheWay, measured }: FailedRemedy): string =>
  `${what} (${measured === '' ? `${Math.round(100 * ofTheWay)}% of the way` : measured})`

/** Of what is said of a search for remedies. */
type Search = {
  readonly system: string
  readonly verdict: 'broken' | 'held' | 'unknown'
  readonly isStopped: boolean
}

/** All that was found, for those who asked for it. */
export function remediesText(found: FoundRemedies, search: Search): string {
  const { cures, insufficient, harmful, withoutFaults, runs, isCutShort } = found
  if (search.verdict !== 'broken') {
    const why = search.verdict === 'held' ? 'the goal holds' : 'the goal could not be judged'
    return `${search.system}: nothing to mend, ${why}`
  }
  const ends = search.isStopped ? 'stopped' : isCutShort ? 'cut short' : 'done'
  const tried = counted(cures.length + insufficient.length + harmful.length, 'change')
  return failureText({
    headline: `${search.system}: ${found.measured}, and what would have held`,
    counts: [`${tried} tried in ${counted(runs, 'run')}, ${ends}.`],
    sections: [
      { title: 'Without a fault', lines: withoutFaults.map(f => `${f.fault}: ${f.measured}`) },
      { title: 'Holds', lines: cures.flatMap(cureLines) },
      { title: 'Not enough', lines: insufficient.map(nearText) },
      { title: 'Does harm', lines: harmful.map(({ what, why }) => `${what}: ${why}`) },
    ],
    replay: [],
  })
}

const cureLines = (cure: Cure): string[] => [
  `${cure.what}: ${resultOf(cure)}`,
  ...cure.lines.flatMap(({ part, minus, plus }) => [
    ...(minus === undefined ? [] : [`  - ${part}  ${minus}`]),
    ...(plus === undefined ? [] : [`  + ${part}  ${plus}`]),
  ]),
]
