/** The kind of goal that wants a system to be well again soon after the last fault. */
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import { isOver } from '../../../kernel/rounding.ts'
import { type Duration, durationMs, exactDuration, type Ms } from '../../../kernel/units.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import { type FaultLike, spanOf, type Window } from '../../../record/window.ts'
import { judgeAvailability } from '../../availability.ts'
import { type Interval, slotsOf, type TimeSeries } from '../../course.ts'
import { allClearMs } from '../../faults.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { isMarked, type NamedRequestGoal } from '../mark.ts'
import { partOf } from '../read.ts'

/** What is to be well again, and from when on the time counts. */
export type RecoveryOptions<N extends RunNames = RunNames> = {
  /**
   * What holds again, asked of each step: a goal for availability, latency or correct data without
   * a window of its own. Default: 99 % of the requests of clients are served.
   */
  readonly of?: NamedRequestGoal<Pick<N, keyof RunNames>> | undefined
  /** From the end of this fault. Default: of the last one that there was. */
  readonly after?: FaultLike | undefined
  /** From this moment, as after a burst of load. */
  readonly from?: Duration | undefined
  /** How long a step is at least. Default: a slot of the recording. */
  readonly every?: Duration | undefined
}

/** The numbers behind a verdict on recovery. */
export type RecoveryEvidence = {
  /** What was to hold again. */
  readonly of: string
  /** From when on the time counts. */
  readonly clearMs: Ms
  /** From when on it held in every step; undefined where it did not at the end of the load. */
  readonly recoveredMs: Ms | undefined
  readonly tookMs: Ms | undefined
  readonly withinMs: Ms
  /** Steps from then on in which anything came, and those in which it did not hold. */
  readonly steps: number
  readonly broken: number
  /** 1 where it held, 0 where it did not, step by step. */
  readonly course: TimeSeries
}

/**
 * The time from the end of the last fault up to the first moment from which on a goal holds in each
 * step to the end of the load: what only flickers has not recovered.
 */
export const recovers = goalKind({
  matcher: 'toRecoverWithin',
  isOfFaults: true,
  beforeOptions: 1,
  isTimed: true,
  read: (within: Duration, options: RecoveryOptions = {}) => {
    const { of, after, from, every, ...others } = options
    refuseOthers(others)
    if (after !== undefined && from !== undefined) throw twoOrigins()
    return {
      withinMs: durationMs(within),
      of: of === undefined ? undefined : goalGiven(of),
      after,
      fromMs: from === undefined ? undefined : durationMs(from),
      everyMs: every === undefined ? 0 : durationMs(every),
      question: partOf(),
    }
  },
  judge: (run, data): Verdict<RecoveryEvidence> => {
    const { withinMs, of } = data
    const clearMs = clearIn(run, data)
    if (typeof clearMs === 'string') return unknown(clearMs)
    const course = stepsFrom(run, clearMs, data.everyMs).map(step => {
      return { ...step, value: holdsIn(run, of, [step.fromMs, step.toMs]) }
    })
    const known = course.filter(({ value }) => value !== undefined)
    const last = known.findLast(({ value }) => value === 0)
    if (known.length === 0) return unknown('nothing came after the last fault')
    const isWell = last === undefined || last !== known.at(-1)
    const { horizonMs } = run.recording.grid
    if (!isWell && !isOver(horizonMs - clearMs, withinMs))
      return unknown(tooSoon(data, clearMs, run))
    const recoveredMs = isWell ? (last?.toMs ?? clearMs) : undefined
    const tookMs = recoveredMs === undefined ? undefined : recoveredMs - clearMs
    const holds = tookMs !== undefined && !isOver(tookMs, withinMs)
    const margin = tookMs === undefined ? undefined : belowMost(tookMs, withinMs, 'ms')
    return judged({ holds, margin }, () => ({
      of: `${of ?? "goal.availability('99%')"}`,
      clearMs,
      recoveredMs,
      tookMs,
      withinMs,
      steps: known.length,
      broken: known.filter(({ value }) => value === 0).length,
      course,
    }))
  },
})

type Data = {
  readonly withinMs: Ms
  readonly after: FaultLike | undefined
  readonly fromMs: Ms | undefined
}

/** From when on all is to be well, or why there is no such moment. */
function clearIn(run: Run, { after, fromMs }: Data): Ms | string {
  const { recording } = run
  const { horizonMs } = recording.grid
  if (fromMs !== undefined) return spanOf(recording, { between: [fromMs, horizonMs] }).fromMs
  if (after !== undefined) {
    const { slots, fromMs: endMs } = spanOf(recording, { after })
    return slots.from === slots.to ? `${after.toString()} never ended` : endMs
  }
  if (run.faults.every(({ periods }) => periods.length === 0)) return 'there was no fault'
  return allClearMs(run) ?? 'a fault was in force until the load ended'
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

function holdsIn(
  run: Run,
  of: RecoveryOptions['of'],
  between: readonly [Ms, Ms],
): 0 | 1 | undefined {
  const verdict: Verdict =
    of === undefined ? judgeAvailability(run, 0.99, { between }) : of.in({ between }).judge(run)
  if (verdict.is === 'unknown') return undefined
  return verdict.is === 'held' ? 1 : 0
}

function tooSoon({ withinMs }: Data, clearMs: Ms, run: Run): string {
  const left = exactDuration(run.recording.grid.horizonMs - clearMs)
  const allowed = exactDuration(withinMs)
  return `it was not well again when the load ended, ${left} later, and ${allowed} are allowed`
}

const kinds = ['availability', 'latency', 'correctness']

function goalGiven<G>(of: G): G {
  const { kind, hasWindow } = of as { kind?: string; hasWindow?: boolean }
  if (isMarked(of) && kinds.includes(`${kind}`) && hasWindow === false) return of
  throw new UsageError({
    what: `${isMarked(of) ? String(of) : quote(of)} cannot be asked of each step`,
    where: 'of',
    fix: "write goal.availability('99%') or goal.latency('p99', '500ms'), without a window",
  })
}

function refuseOthers(others: Window & object): void {
  const [stray] = Object.keys(others)
  if (stray === undefined) return
  const fix = 'it may say "of", "after", "from" and "every"'
  throw new UsageError({ what: `a recovery cannot say "${stray}"`, fix })
}

function twoOrigins(): UsageError {
  return new UsageError({
    what: 'the time counts from one moment',
    fix: 'give one of after and from',
  })
}
