/** What the faults of a run have to say about a verdict. */
import type { Ms } from '../kernel/units.ts'
import type { FaultPeriod, FaultRecord } from '../record/fault-record.ts'
import type { Run } from '../record/run.ts'
import type { Interval } from './course.ts'

/** The faults that touched nothing: whatever held, it was not tested by them. */
export const idleFaults = (run: Run): FaultRecord[] =>
  run.faults.filter(fault => fault.touched === 0)

/** When the first fault began; undefined without one. */
export function firstFaultMs(run: Run): Ms | undefined {
  const begins = periodsOf(run).map(({ from }) => from)
  return begins.length === 0 ? undefined : Math.min(...begins)
}

/** When the last fault had ended, if that was before the end of the load. */
export function allClearMs(run: Run): Ms | undefined {
  const end = periodsOf(run).reduce((last, { until }) => Math.max(last, until), 0)
  return end > 0 && end < run.recording.grid.horizonMs ? end : undefined
}

/** Whether any fault was in force during a slot; faults begin and end on edges of slots. */
export const isFaulty = (run: Run, { fromMs, toMs }: Interval): boolean =>
  periodsOf(run).some(({ from, until }) => from < toMs && until > fromMs)

/** Every time that a fault was in force. */
const periodsOf = (run: Run): FaultPeriod[] => run.faults.flatMap(({ periods }) => periods)
