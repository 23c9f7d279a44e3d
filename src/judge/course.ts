/** A measure slot by slot over the part of a run that a question is about. */
import type { Ms } from '../kernel/units.ts'
import { slotsIn } from '../record/grid.ts'
import type { Question, Run } from '../record/run.ts'
import { spanOf, type Window } from '../record/window.ts'

/** From one moment to another, in milliseconds; the second is not included. */
export type Interval = { readonly fromMs: Ms; readonly toMs: Ms }

/** One slot of the recording and what was measured in it; undefined where there was nothing. */
export type Point = Interval & { readonly value: number | undefined }

/** A measure over time, slot by slot. */
export type TimeSeries = readonly Point[]

/** The slots of the part that a window means, up to the end of the load. */
export function slotsOf(run: Run, window: Window): Interval[] {
  const { edges } = run.recording.grid
  const { slots } = spanOf(run.recording, window)
  return [...slotsIn(slots)]
    .filter(slot => slot < edges.length - 1)
    .map((slot): Interval => ({ fromMs: edges[slot], toMs: edges[slot + 1] }))
}

/** Asks the same question of each slot. */
export function courseOf(
  run: Run,
  question: Question,
  ask: (part: Question) => number | undefined,
): TimeSeries {
  const { between: _, during: __, after: ___, ...whose } = question
  return slotsOf(run, question).map(({ fromMs, toMs }) => {
    return { fromMs, toMs, value: ask({ ...whose, between: [fromMs, toMs] }) }
  })
}

/** From the first to the last slot with a value over 0; undefined if there is none. */
export function hullOf(course: TimeSeries): Interval | undefined {
  const hit = course.filter(point => (point.value ?? 0) > 0)
  const last = hit.at(-1)
  return last === undefined ? undefined : { fromMs: hit[0].fromMs, toMs: last.toMs }
}
