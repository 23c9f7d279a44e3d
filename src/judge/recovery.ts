/** When a system was well again after its faults: what only flickers has not recovered. */
import type { Ms } from '../kernel/units.ts'
import type { Question, Run } from '../record/run.ts'
import { type FaultLike, spanOf, type Window } from '../record/window.ts'
import { judgeAvailability } from './availability.ts'
import { type Interval, slotsOf, type TimeSeries } from './course.ts'
import { allClearMs } from './faults.ts'
import { underWayIn } from './under-way.ts'
import type { Verdict } from './verdict.ts'

/** What is to be well again, and from when on the time counts. */
export type RecoveryAsked = {
  /** What is to hold in each step. Default: 99 % of the requests of clients are served. */
  readonly of?: AskedOfSteps | undefined
  /** From the end of this fault. Default: of the last one that there was. */
  readonly after?: FaultLike | undefined
  /** From this moment instead. */
  readonly fromMs?: Ms | undefined
  /** How long a step is at least. Default: a slot of the recording. */
  readonly everyMs?: Ms | undefined
}

type AskedOfSteps = {
  readonly data: { readonly question: Question }
  in(window: Window): { judge(run: Run): Verdict }
}

/** How a system fared after its faults. */
export type RecoveryCourse = {
  /** From when on the time counts. */
  readonly clearMs: Ms
  /** From when on it held in every step; undefined where it did not at the end of the load. */
  readonly recoveredMs: Ms | undefined
  readonly tookMs: Ms | undefined
  /** Steps from then on in which anything came or hung, and those in which it did not hold. */
  readonly steps: number
  readonly broken: number
  /** 1 where it held, 0 where it did not, step by step. */
  readonly course: TimeSeries
}

/** How a run fared after its faults, or why nobody can tell. */
export function recoveryOf(run: Run, asked: RecoveryAsked = {}): RecoveryCourse | string {
  const clearMs = clearIn(run, asked)
  if (typeof clearMs === 'string') return clearMs
  const steps = stepsFrom(run, clearMs, asked.everyMs ?? 0).map(step => {
    return { ...step, value: holdsIn(run, asked.of, step) }
  })
  const course = withHanging(run, asked.of, steps)
  const known = course.filter(({ value }) => value !== undefined)
  if (known.length === 0) return 'nothing came after the last fault'
  const last = known.findLast(({ value }) => value === 0)
  const isWell = last === undefined || last !== known.at(-1)
  const recoveredMs = isWell ? (last?.toMs ?? clearMs) : undefined
  return {
    clearMs,
    recoveredMs,
    tookMs: recoveredMs === undefined ? undefined : recoveredMs - clearMs,
    steps: known.length,
    broken: known.filter(({ value }) => value === 0).length,
    course,
  }
}

/** From when on all is to be well, or why there is no such moment. */
function clearIn(run: Run, { after, fromMs }: RecoveryAsked): Ms | string {
  const { recording } = run
  const { horizonMs } = recording.grid
  if (fromMs !== undefined) return spanOf(recording, { between: [fromMs, horizonMs] }).fromMs
  if (after !== undefined) {
    const { slots, fromMs: endMs } = spanOf(recording, { after })
    return slots.from === slots.to ? `${after.toString()} never ended` : endMs
  }
  if (run.faults.every(({ periods }) => periods.length === 0)) return 'there was no fault'
  return allClearMs(run) ?? 'a fault was in force until the load ended: play for longer'
}

/** The steps up to the end of the load, each of whole slots. */
function stepsFrom(run: Run, fromMs: Ms, everyMs: Ms): Interval[] {
  const steps: { fromMs: Ms; toMs: Ms }[] = []
  for (const slot of slotsOf(run, { between: [fromMs, run.recording.grid.horizonMs] })) {
    const last = steps.at(-1)
    if (last === undefined || last.toMs - last.fromMs >= everyMs) steps.push({ ...slot })
    else last.toMs = slot.toMs
  }
  return steps
}

/** Where nothing came while somebody still waited in vain, it did not hold. */
function withHanging(run: Run, of: RecoveryAsked['of'], steps: TimeSeries): TimeSeries {
  if (steps.every(({ value }) => value !== undefined)) return steps
  const { between: _, during: __, after: ___, ...whose } = of?.data.question ?? {}
  const inVain = underWayIn(run.recording, whose).filter(
    slot => slot.untilMs > slot.toMs && holdsIn(run, of, slot) === 0,
  )
  const isHanging = (step: Interval): boolean =>
    inVain.some(({ toMs, untilMs }) => toMs <= step.fromMs && untilMs >= step.toMs)
  return steps.map(step =>
    step.value === undefined && isHanging(step) ? { ...step, value: 0 } : step,
  )
}

function holdsIn(run: Run, of: RecoveryAsked['of'], { fromMs, toMs }: Interval): 0 | 1 | undefined {
  const between = [fromMs, toMs] as const
  const verdict: Verdict =
    of === undefined ? judgeAvailability(run, 0.99, { between }) : of.in({ between }).judge(run)
  if (verdict.is === 'unknown') return undefined
  return verdict.is === 'held' ? 1 : 0
}
