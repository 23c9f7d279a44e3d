/** What would have held, as text: the lines to change, what comes of it, and what is not enough. */
import type { Cure, FailedRemedy, FoundRemedies } from '../explain/remedies/found.ts'
import type { DeclarationLine } from '../explain/remedies/lines.ts'
import { formatShare } from '../kernel/units.ts'
import { failureText, type Section } from './failure.ts'
import { counted } from './numbers.ts'
import { COLUMNS, partText, wrapped } from './wrapped.ts'

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
  const changes = changeLines(best)
  const [result, ...more] = saidOf(best, found)
  const second = other === undefined ? [] : [`or ${other.what}: ${shortResult(other)}`]
  const aside = [...more, ...second, ...notEnough(found)]
  const room = (taken: readonly string[]): number => MOST_LINES - 1 - taken.length
  // What was written stands in what is to be written, too.
  const written = room(changes.all) < more.length ? changes.plus : changes.all
  return [...written, `  ${result}`, ...aside.slice(0, Math.max(0, room(written)))]
}

type Changes = { readonly all: readonly string[]; readonly plus: readonly string[] }

/** Where there is no room for what was written, what is to be written says enough. */
function changeLines({ lines }: Cure): Changes {
  const plus = lines.flatMap(({ short, ...at }: DeclarationLine) =>
    short.plus === undefined ? [] : wrapped(`+ ${partText(at)}  ${short.plus}`),
  )
  const minus = lines.flatMap(({ short, ...at }: DeclarationLine) =>
    short.minus === undefined ? [] : wrapped(`- ${partText(at)}  ${short.minus}`),
  )
  const isRoom = lines.length === 1 && minus.length + plus.length < MOST_LINES
  const few = plus.length === 0 ? minus : plus.slice(0, MOST_LINES - 1)
  return { all: isRoom ? [...minus, ...plus] : few, plus: few }
}

/** What comes of it, what it takes, and what is left to repair. */
function saidOf(cure: Cure, { repairs, repaired }: FoundRemedies): string[] {
  const [first] = cure.costs
  const result = `${cure.inFull}: ${measuredOf(cure)}`
  const calm =
    first === undefined ? 'nothing changes while all is well' : `when all is well ${first}`
  const isRoom = result.length + calm.length < COLUMNS
  const cost = first === undefined || isRoom ? [] : [calm]
  const wanted = repairs.filter(({ isMistake }) => isMistake || cure.isStandIn)
  return [
    isRoom ? `${result}; ${calm}` : result,
    ...cost,
    ...tollLines(cure),
    ...repairLines(wanted, { repaired, first: 'the fault stays' }),
  ]
}

/** What would take the fault itself away. */
function repairLines(
  repairs: FoundRemedies['repairs'],
  { repaired, first }: Pick<FoundRemedies, 'repaired'> & { readonly first: string },
): string[] {
  if (repairs.length === 0) return []
  const without = repaired === '' ? '' : ` (without it ${repaired})`
  return [`${first}: ${repairs.map(({ what }) => what).join(', ')}${without}`]
}

/** What is not served as it should be, or not at all. */
function tollLines(cure: Cure): string[] {
  const { degradedMore, isStandIn, messagesLost, lines } = cure
  const lost = messagesLost > 0 ? [`loses ${counted(messagesLost, 'message')}`] : []
  if (degradedMore <= NOTICED) return lost
  const share = formatShare(degradedMore)
  if (!isStandIn) return [...lost, `${share} of the requests are served with less meanwhile`]
  const isFree = lines.some(({ minus }) => minus?.includes('optional: true'))
  const warning = isFree ? '' : ', and the call is not optional'
  return [...lost, `hides the fault: ${share} get a stand-in answer${warning}`]
}

/** What was measured, and with which other values. */
const measuredOf = ({ measured, range }: Cure): string =>
  [measured === '' ? 'holds' : measured, ...(range === undefined ? [] : [`with ${range}`])].join(
    ', ',
  )

function shortResult({ measured, messagesLost, isStandIn }: Cure): string {
  const lost = messagesLost > 0 ? [`loses ${counted(messagesLost, 'message')}`] : []
  const hides = isStandIn ? ['hides the fault'] : []
  return [measured === '' ? 'holds' : measured, ...lost, ...hides].join(', ')
}

/** Less than this is not worth a word. */
const NOTICED = 0.005

function withoutCure(found: FoundRemedies): string[] {
  const { runs, isCutShort, insufficient, harmful, repairs, repaired } = found
  const tried = insufficient.length + harmful.length
  if (tried === 0) return []
  const ends = isCutShort ? `cut short after ${counted(runs, 'run')}` : `in ${counted(runs, 'run')}`
  return [
    `none of ${counted(tried, 'change')} that were tried holds, ${ends}`,
    ...notEnough(found, 'the best'),
    ...repairLines(repairs, { repaired, first: 'what is left' }),
  ]
}

/** Less of the way is no help. */
const HELPS = 0.1

/** The best of what does not do, and what seems to do and does harm. */
function notEnough({ insufficient, harmful }: FoundRemedies, first = 'not enough'): string[] {
  const near = insufficient.filter(({ ofTheWay }) => ofTheWay > HELPS).slice(0, 2)
  const bad = harmful.filter(({ ofTheWay }) => ofTheWay >= 1).slice(0, 1)
  const said = [...near.map(nearText), ...bad.map(({ what, why }) => `${what} (${why})`)]
  const [one, two] = [1, 2].map(many => `${first}: ${said.slice(0, many).join(', ')}`)
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
  const { cures, insufficient, harmful, impossible, withoutFaults, runs, isCutShort } = found
  if (search.verdict !== 'broken') {
    const why = search.verdict === 'held' ? 'the goal holds' : 'the goal could not be judged'
    return `${search.system}: nothing to mend, ${why}`
  }
  const ends = search.isStopped ? 'stopped' : isCutShort ? 'cut short' : 'done'
  const all = [cures, insufficient, harmful, impossible]
  const tried = counted(
    all.reduce((sum, { length }) => sum + length, 0),
    'change',
  )
  return failureText({
    headline: `${search.system}: ${found.measured}, and what would have held`,
    counts: [`${tried} tried in ${counted(runs, 'run')}, ${ends}.`],
    sections: [
      { title: 'Without a fault', lines: withoutFaults.map(f => `${f.fault}: ${f.measured}`) },
      { title: 'Holds', lines: cures.flatMap(cure => cureLines(cure, found)) },
      { title: 'Not enough', lines: helpful(insufficient) },
      { title: 'Does harm', lines: harmful.map(({ what, why }) => `${what}: ${why}`) },
      { title: 'Not possible', lines: impossible.map(({ what, why }) => `${what}: ${why}`) },
    ],
    replay: [],
  })
}

/** Those that help; of the others how many there are. */
function helpful(insufficient: readonly FailedRemedy[]): string[] {
  const near = insufficient.filter(({ ofTheWay }) => ofTheWay > NOTICED)
  const others = insufficient.length - near.length
  const rest = others === 0 ? [] : [`${counted(others, 'change')} that make no difference`]
  return [...near.map(nearText), ...rest]
}

function cureLines(cure: Cure, found: FoundRemedies): string[] {
  const [result, ...more] = saidOf(cure, found)
  const written = cure.lines.flatMap(({ minus, plus, ...at }) => [
    ...(minus === undefined ? [] : [`- ${partText(at)}  ${minus}`]),
    ...(plus === undefined ? [] : [`+ ${partText(at)}  ${plus}`]),
  ])
  return [result, ...[...written, ...more].map(line => `  ${line}`)]
}
