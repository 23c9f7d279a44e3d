/**
 * Lanes: what was measured, which faults were in force and how the breaker stood, one under the
 * other over the same axis of time, 60 columns whatever the length of the run.
 */
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { CircuitTransition } from '../record/recording.ts'
import type { Run } from '../record/run.ts'
import type { TimeSeries } from '../judge/course.ts'
import { lengthOf, padded } from './columns.ts'
import { counted, moment } from './numbers.ts'
import { inLines } from './shortened.ts'
import { sparkline, type SparklineOptions } from './sparkline.ts'

/** How many columns a lane has. */
export const LANE_WIDTH = 60
/** A line of a failure, its indent included: narrow enough for a terminal and a diff. */
const LINE_WIDTH = 94
const MOST_FAULTS = 5
const AXIS_PARTS = 3

/** A row of one character a column, its name before it and notes behind it. */
export type Lane = {
  readonly name: string
  readonly row: string
  readonly notes?: readonly string[]
}

/** A measure over time; where nothing was asked it stays empty. */
export function courseRow(
  course: TimeSeries,
  horizonMs: Ms,
  options: Omit<SparklineOptions, 'width'> = {},
): string {
  const pick = options.worst === 'least' ? Math.min : Math.max
  const columns = new Array<number | undefined>(LANE_WIDTH).fill(undefined)
  for (const { fromMs, toMs, value } of course) {
    if (value === undefined) continue
    const [first, end] = columnsOf(fromMs, toMs, horizonMs)
    for (let i = first; i < end; i++) columns[i] = pick(columns[i] ?? value, value)
  }
  return sparkline(columns, options)
}

/** A slot stands in the column where it begins, and in those that no other slot begins in. */
function columnsOf(fromMs: Ms, toMs: Ms, horizonMs: Ms): [first: number, end: number] {
  const first = columnAt(fromMs, horizonMs)
  return [first, Math.max(first + 1, columnAt(toMs, horizonMs))]
}

/** Edges are decimal numbers, which binary ones only come near to. */
const columnAt = (at: Ms, horizonMs: Ms): number =>
  Math.min(LANE_WIDTH, Math.floor((at / horizonMs) * LANE_WIDTH + 1e-9))

/**
 * The faults, each with the sentence that declares it; the first few if there are many.
 *
 * @param innocent those of them that are known to be no cause
 */
export function faultLanes(run: Run, innocent: ReadonlySet<string> = new Set()): Lane[] {
  const { horizonMs } = run.recording.grid
  const inOrder = [...run.faults].sort(byBeginning)
  const lanes = inOrder.slice(0, MOST_FAULTS).map(record => {
    const lane = faultLane(record, horizonMs)
    const notes = [record.fault, '(innocent: just as broken without it)']
    return innocent.has(record.fault) ? { ...lane, notes } : lane
  })
  const more = run.faults.length - lanes.length
  const others = more > 0 ? [{ name: '', row: `and ${counted(more, 'more fault')}` }] : []
  return [...lanes, ...others, ...changeLanes(run)]
}

/** Changes of the declaration, from when each was made. */
function changeLanes({ changes, recording: { grid } }: Run): Lane[] {
  const made = changes.filter(({ periods }) => periods.length > 0).sort(byBeginning)
  return made
    .slice(0, MOST_FAULTS)
    .map(record => ({ ...faultLane(record, grid.horizonMs), name: 'change' }))
}

/** Those that never began come last. */
const byBeginning = (a: FaultRecord, b: FaultRecord): number => (a.from < b.from ? -1 : 1)

/** A column shows the fault if it was in force in any part of it. */
function faultLane({ fault, periods }: FaultRecord, horizonMs: Ms): Lane {
  const step = horizonMs / LANE_WIDTH
  const cells = Array.from({ length: LANE_WIDTH }, (_, i) =>
    periods.some(({ from, until }) => from < (i + 1) * step && until > i * step) ? '▒' : '·',
  )
  return { name: 'fault', row: cells.join(''), notes: [fault] }
}

const STATES = { closed: '▁', 'half-open': '▄', open: '█' } as const
const BY_OPENNESS = ['closed', 'half-open', 'open'] as const

/** How open a breaker is; one made so by hand is as open as one that opened by itself. */
const openness = { closed: 0, disabled: 0, 'half-open': 1, open: 2, isolated: 2 } as const

/** The state of a breaker; of several, and within a column, the one that is most open. */
export function breakerLane(transitions: readonly CircuitTransition[], horizonMs: Ms): Lane {
  const levels = new Array<number>(LANE_WIDTH).fill(0)
  for (const [i, { at, call, replica, to }] of transitions.entries()) {
    const next = transitions.slice(i + 1).find(t => t.call === call && t.replica === replica)
    const level = openness[to]
    const end = Math.ceil((Math.min(next?.at ?? horizonMs, horizonMs) / horizonMs) * LANE_WIDTH)
    for (let column = columnAt(at, horizonMs); column < end; column++) {
      levels[column] = Math.max(levels[column], level)
    }
  }
  const notes = [`${STATES['half-open']} half-open`, `${STATES.open} open`]
  return { name: 'breaker', row: levels.map(level => STATES[BY_OPENNESS[level]]).join(''), notes }
}

/** The axis of time. */
export function timeAxis(horizonMs: Ms): Lane {
  let row = ''
  for (let part = 0; part <= AXIS_PARTS; part++) {
    row = padded(row, (part * LANE_WIDTH) / AXIS_PARTS) + moment((part * horizonMs) / AXIS_PARTS)
  }
  return { name: '', row }
}

/** Lays lanes out; notes too long for the line go under it, each for itself where they must. */
export function layOut(lanes: readonly Lane[]): string[] {
  const width = Math.max(...lanes.map(lane => lane.name.length)) + 2
  return lanes.flatMap(({ name, row, notes = [] }) => {
    const line = `${padded(name, width)}${row}`
    const whole = [line, ...notes].join('  ').trimEnd()
    if (isWithin(whole, 0)) return [whole]
    const together = notes.join('  ')
    const under = isWithin(together, width) ? [together] : notes
    const broken = under.flatMap(note => inLines(note, LINE_WIDTH - INDENT - width))
    return [line, ...broken.map(part => ' '.repeat(width) + part)]
  })
}

/** What every line of a failure is indented by. */
const INDENT = 2

const isWithin = (text: string, before: number): boolean =>
  before + lengthOf(text) + INDENT <= LINE_WIDTH
