/** The boxes and lines of the graph of calls, as they were at a moment. */
import type { ComponentLane, EdgeLane, Picture } from '../../../picture/data.ts'
import { fill } from '../dom.ts'
import type { DrawnEdge, DrawnNode } from '../graph/draw.ts'
import type { Moment } from '../moment.ts'
import { count, levelAt, levelWords, share } from '../words.ts'

type NodeAt = {
  readonly name: string
  /** Undefined of clients. */
  readonly lane: ComponentLane | undefined
  readonly picture: Picture
  readonly step: number
}

/** A box has the colour of its level, and says how many are inside. */
export function followNode(
  { group, note }: DrawnNode,
  { name, lane, picture, step }: NodeAt,
): void {
  const level = lane === undefined ? clientLevel(picture, step) : levelAt(lane.levels, step)
  const said = lane === undefined ? clientText(picture, step) : laneText(lane, step)
  fill(note, said)
  group.setAttribute('class', `node component at-${level}`)
  group.setAttribute('role', 'img')
  group.setAttribute('aria-label', `${name}: ${levelWords[level]}, ${said}`)
}

const clientText = ({ clients }: Picture, step: number): string =>
  `${share(clients.availability[step])} served`

function laneText({ inFlight, queued }: ComponentLane, step: number): string {
  const waiting = queued[step] >= 0.05 ? `, ${count(queued[step])} wait` : ''
  return `${count(inFlight[step])} inside${waiting}`
}

/** Clients are as well as they are served. */
function clientLevel({ clients }: Picture, step: number): number {
  const served = clients.availability[step]
  if (served === null) return 0
  return [0.9, 0.7, 0.5].filter(least => served <= least).length + 1
}

type EdgeAt = { readonly lane: EdgeLane; readonly picture: Picture; readonly moment: Moment }

/** A share of failures from which on a line is as red as it gets. */
const MANY = 0.1
/** So many more attempts than calls are worth a word. */
const AMPLIFIED = 1.05

/** A line is red where calls failed, and says that a breaker is open or calls are tried again. */
export function followEdge({ line, label }: DrawnEdge, { lane, picture, moment }: EdgeAt): void {
  const { step } = moment
  const [issued, failed, attempts] = [lane.issued[step], lane.failed[step], lane.attempts[step]]
  line.setAttribute('class', `edge ${stateOf(issued, failed)}`)
  const isAmplified = issued > 0 && attempts > issued * AMPLIFIED
  const times = isAmplified ? `×${(attempts / issued).toFixed(1)}` : ''
  fill(label, isOpen(lane, picture, moment) ? 'breaker open' : times)
}

function stateOf(issued: number, failed: number): string {
  if (issued === 0) return 'quiet'
  if (failed === 0) return ''
  return failed / issued >= MANY ? 'failing' : 'hurt'
}

/** Whether a breaker of any of its operations was open in any part of the step. */
function isOpen({ from, to }: EdgeLane, { guards }: Picture, { atMs, untilMs }: Moment): boolean {
  const name = `${from}->${to}`
  const own = guards.filter(({ call }) => call === name || call.startsWith(`${name}.`))
  return own.some(({ breaker }) =>
    breaker?.some(({ state, fromMs, toMs }) => state === 'open' && fromMs < untilMs && toMs > atMs),
  )
}
