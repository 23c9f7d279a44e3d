/** What would have held, as text: the lines to change, what comes of it, and what is not enough. */
import type { Cure, FailedRemedy, FoundRemedies } from '../explain/remedies/found.ts'
import { formatShare } from '../kernel/units.ts'
import { failureText, type Section } from './failure.ts'
import { counted } from './numbers.ts'
import { COLUMNS, partText, wrapped } from './wrapped.ts'

/** No more sentences than these in a failure, and no more lines to change. */
const [MOST_SENTENCES, MOST_LINES] = [5, 12]

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
  const [first, ...more] = saidOf(best)
  const second = other === undefined ? [] : [otherText(other)]
  const root = rootRepair(best, found)
  const later = root === undefined ? insteadLines(found) : [root]
  const aside = [...more, ...second, ...notEnough(found), ...(root === undefined ? later : [])]
  const lead = root === undefined ? [] : later
  const room = MOST_SENTENCES - 1 - lead.length
  return [...lead, ...changeLines(best), `  ${first}`, ...aside.slice(0, room)]
}

/** What is to be written, under what is written there: that nothing is, too. */
function changeLines({ lines }: Cure): string[] {
  const all = lines.flatMap(({ short, ...at }) => {
    const nothing = `(no ${nameIn(short.minus ?? short.plus ?? '')})`
    const [minus, plus] = [short.minus ?? nothing, short.plus ?? nothing]
    return [...wrapped(`- ${partText(at)}  ${minus}`), ...wrapped(`+ ${partText(at)}  ${plus}`)]
  })
  if (all.length <= MOST_LINES) return all
  return lines.flatMap(({ short, ...at }) => wrapped(`+ ${partText(at)}  ${short.plus ?? ''}`))
}

/** The option of a line: `shedding`. */
const nameIn = (line: string): string => line.slice(0, line.indexOf(':'))

/** What comes of it and why, what it takes, and what is not served as it should be. */
function saidOf(cure: Cure): string[] {
  const result = `${cure.inFull}: ${measuredOf(cure)}`
  const toll = tollLines(cure)
  const takes =
    cure.takes.length === 0 || cure.isStandIn ? [] : [`the price: ${cure.takes.join('; ')}`]
  const costs =
    cure.costs.length === 0 ? [] : [`while all is well, with this change: ${cure.costs.join('; ')}`]
  const isFree = takes.length + costs.length + toll.length === 0
  const calm = isFree ? ['nothing changes while all is well'] : costs
  const why = cure.helps === '' ? [] : [cure.helps]
  return [...joined([result, ...why]), ...toll, ...joined([...takes, ...calm])]
}

/** Sentences in as few lines as there is room for. */
function joined(sentences: readonly string[]): string[] {
  const lines: string[] = []
  for (const sentence of sentences) {
    const last = lines.at(-1)
    const line = last === undefined ? sentence : `${last}; ${sentence}`
    if (last === undefined || line.length > COLUMNS) lines.push(sentence)
    else lines[lines.length - 1] = line
  }
  return lines
}

/** Where a change only covers what somebody can repair, the repair comes first. */
function rootRepair(
  cure: Cure,
  { repairs, repaired, ...found }: FoundRemedies,
): string | undefined {
  if (repairs.length === 0) return undefined
  if (!cure.isStandIn && !repairs.some(({ isMistake }) => isMistake)) return undefined
  const [line] = repairLines({ repairs, repaired, ...found }, '')
  return `${line}; until then${cure.isStandIn ? ', only if a made-up answer may do' : ''}:`
}

/** What would take the fault itself away. */
function repairLines({ repaired, ...found }: FoundRemedies, first: string): string[] {
  const said = repairsText({ repaired, ...found })
  if (said === '') return []
  return [`${first === '' ? '' : `${first}: `}${said}${repaired === '' ? '' : `: ${repaired}`}`]
}

/** That a change leaves the fault as it is, and what it comes to without that and without it. */
function insteadLines({ repaired, ...found }: FoundRemedies): string[] {
  const said = repairsText({ repaired, ...found })
  if (said === '') return []
  const gives = repaired === '' ? '' : ` gives ${repaired}`
  return [`this leaves the fault as it is; to ${said} instead${gives}`]
}

function repairsText({ repairs }: FoundRemedies): string {
  const isEither = repairs.every(({ isEnough }) => isEnough)
  return repairs.map(({ what }) => what).join(isEither ? ' or ' : ' and ')
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
  const callees = [...new Set(cure.changes.map(({ place }) => place.split('->')[1] ?? place))]
  const unasked = `${share} are answered without what ${callees.join(' and ')} would say`
  return [...lost, `hides the fault: ${unasked}${warning}`]
}

/** What was measured, and with which other values. */
const measuredOf = ({ measured, range }: Cure): string =>
  [
    measured === '' ? 'holds' : measured,
    ...(range === undefined ? [] : [`holds with ${range}`]),
  ].join(', ')

/** Another remedy in a line, with what is to be said against it. */
function otherText({ what, measured, messagesLost, isStandIn, takes }: Cure): string {
  const lost = messagesLost > 0 ? [`loses ${counted(messagesLost, 'message')}`] : []
  const said = [measured === '' ? 'holds' : measured, ...lost].join('; ')
  if (isStandIn) return `or, which only hides the fault, ${what}: ${said}`
  return `or ${[`${what}: ${said}`, ...takes].join('; ')}`
}

/** Less than this is not worth a word. */
const NOTICED = 0.005

function withoutCure(found: FoundRemedies): string[] {
  const { runs, isCutShort, insufficient, harmful } = found
  const tried = insufficient.length + harmful.length
  if (tried === 0) return []
  const ends = isCutShort ? `cut short after ${counted(runs, 'run')}` : `in ${counted(runs, 'run')}`
  const none =
    tried === 1
      ? 'the only change that was tried does not hold'
      : `none of ${counted(tried, 'change')} that were tried holds`
  return [
    `${none}, ${ends}`,
    ...notEnough(found, 'the best'),
    ...repairLines(found, 'what is left'),
    FURTHER,
  ]
}

/** A failure is told within moments, and a search may take its time. */
const FURTHER = 'to search further: await remedies(system, { for: …, faults: […], goal: … })'

/** Less of the way is no help. */
const HELPS = 0.1

/** The best of what does not do, and what seems to do and does harm. */
function notEnough({ insufficient, harmful }: FoundRemedies, first = 'not enough'): string[] {
  const near = insufficient.filter(({ ofTheWay }) => ofTheWay > HELPS).slice(0, 2)
  const bad = harmful.filter(({ ofTheWay }) => ofTheWay >= 1).slice(0, 1)
  const [best, ...others] = near.map(nearText)
  const said = [best, ...bad.map(harmText), ...others].filter(text => text !== undefined)
  const [one, two] = [1, 2].map(many => `${first}: ${said.slice(0, many).join(', ')}`)
  return said.length === 0 ? [] : [bad.length > 0 || two.length <= COLUMNS ? two : one]
}

/** What was measured with it, and why it is none all the same. */
function harmText({ what, measured, why }: FailedRemedy): string {
  if (measured === '' || why.startsWith('bought')) return `${what} (${why})`
  const isHarm = why.startsWith('while all is well')
  return `${what} (${measured}${isHarm ? ' would do' : ''}, but ${why})`
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
      { title: 'Holds', lines: cures.flatMap(cureLines) },
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
  const rest =
    others === 0
      ? []
      : [`${counted(others, 'change')} that ${others === 1 ? 'makes' : 'make'} no difference`]
  return [...near.map(nearText), ...rest]
}

function cureLines(cure: Cure): string[] {
  const [result, ...more] = saidOf(cure)
  const written = cure.lines.flatMap(({ minus, plus, ...at }) => [
    ...(minus === undefined ? [] : [`- ${partText(at)}  ${minus}`]),
    ...(plus === undefined ? [] : [`+ ${partText(at)}  ${plus}`]),
  ])
  return [result, ...[...written, ...more].map(line => `  ${line}`)]
}
