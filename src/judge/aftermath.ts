/**
 * Whether a fault that is over can still be felt later: judged by what was recorded in between.
 * Where for a whole step everything was as before any fault, it has left nothing behind.
 */
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { SlotRange } from '../record/grid.ts'
import { Level } from '../record/levels.ts'
import { talliesOf } from '../record/lookup.ts'
import { Outcome } from '../record/outcome.ts'
import type { Recording } from '../record/recording.ts'
import { isOfNumber, outBy } from '../record/replica-change.ts'
import type { Interval } from './course.ts'

/**
 * Whether a fault that was over before a part of a run may have caused failures there: no step
 * between its end and the first of them was calm.
 */
export function reaches(recording: Recording, fault: FaultRecord, part: Interval): boolean {
  if (fault.struck.some(name => (recording.components.get(name)?.resources.size ?? 0) > 0)) {
    return true // what was used up may stay so, while all requests are served
  }
  const { grid } = recording
  const ended = fault.periods.reduce((last, { until }) => Math.max(last, until), 0)
  const before = grid.range(0, firstOf(recording))
  for (let slot = grid.slotOf(ended); grid.edges[slot + 1] <= part.toMs; slot++) {
    if (grid.edges[slot] < ended) continue
    if (isCalm(recording, slot, before)) return false
    if (grid.edges[slot] >= part.fromMs && !isServedIn(recording, rangeOf(slot))) return true
  }
  return true
}

/** When the first of all faults began. */
const firstOf = ({ faults, grid: { horizonMs } }: Recording): Ms =>
  faults.reduce((first, { from }) => Math.min(first, from), horizonMs)

/** All that clients asked for was served, nothing waited longer than before, nothing was shut. */
function isCalm(recording: Recording, slot: number, before: SlotRange): boolean {
  const range = rangeOf(slot)
  return (
    isServedIn(recording, range) &&
    isWaitingAsIn(recording, range, before) &&
    isAllInUse(recording, recording.grid.endOf(slot))
  )
}

const rangeOf = (slot: number): SlotRange => ({ from: slot, to: slot + 1 })

function isServedIn(recording: Recording, range: SlotRange): boolean {
  const counts = talliesOf(recording, {}).map(tally => tally.counts)
  const issued = counts.reduce((sum, each) => sum + each.issued(range), 0)
  const ok = counts.reduce((sum, each) => sum + each.outcomes(range)[Outcome.Ok], 0)
  return issued > 0 && ok === issued
}

function isWaitingAsIn(recording: Recording, range: SlotRange, before: SlotRange): boolean {
  const { components, queues, calls } = recording
  const rows = [...components.values(), ...queues.values()].map(({ levels }) => levels)
  const limits = [...calls.values()].flatMap(call => [...call.limits.values()])
  return (
    rows.every(row => row.peak(Level.Queued, range) <= row.peak(Level.Queued, before)) &&
    limits.every(limit => limit.longest(range) <= limit.longest(before))
  )
}

/** Breakers are closed, and replicas take requests. */
function isAllInUse({ transitions, replicaChanges }: Recording, moment: Ms): boolean {
  const open = new Set<string>()
  const note = (name: string, isInUse: boolean): unknown =>
    isInUse ? open.delete(name) : open.add(name)
  for (const { at, call, replica, to } of transitions) {
    if (at < moment) note(`${call} ${replica}`, to === 'closed')
  }
  for (const { at, component, replica, is } of replicaChanges) {
    if (at < moment) note(`${component} ${replica}`, isOfNumber(is) || !outBy(is).out)
  }
  return open.size === 0
}
