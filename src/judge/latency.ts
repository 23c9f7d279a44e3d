/** Was it quick enough? */
import { lazy } from '../kernel/lazy.ts'
import { type Percentile, rankOf, shareOf } from '../kernel/percentile.ts'
import { isOver } from '../kernel/rounding.ts'
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import type { Question, Run } from '../record/run.ts'
import { askedOf, nothingCame } from './availability.ts'
import { type TimeSeries, courseOf } from './course.ts'
import { belowMost } from './margin.ts'
import { idleFaults, isFaulty } from './faults.ts'
import { judged, unknown, type Verdict } from './verdict.ts'

/** The numbers behind a verdict on latency: milliseconds, and shares 0 to 1. */
export type LatencyEvidence = {
  /** The percentile asked for, as a share. */
  readonly percentile: number
  readonly actualMs: Ms
  readonly limitMs: Ms
  readonly p50Ms: Ms
  readonly p90Ms: Ms
  readonly maxMs: Ms
  /** Requests issued, without those that were cancelled. */
  readonly asked: number
  /** Those of them that had not ended when the run did: they took longer than anybody knows. */
  readonly unfinished: number
  /** How many took longer than the limit. */
  readonly over: number
  /** The share of those that arrived in a fault; undefined without any, or without faults. */
  readonly overInFault: number | undefined
  /** The percentile, slot by slot. */
  readonly course: TimeSeries
  readonly idleFaults: readonly FaultRecord[]
}

/**
 * Judges whether a percentile of latency kept to a limit. It is known within 0.4 %, and exactly
 * where it is the longest of all.
 *
 * @param run a finished run
 * @param goal the percentile and its limit in milliseconds
 * @param question whose requests, and when
 * @returns unknown when none ended
 */
export function judgeLatency(
  run: Run,
  goal: { readonly percentile: Percentile; readonly limitMs: Ms },
  question: Question = {},
): Verdict<LatencyEvidence> {
  const { limitMs } = goal
  const percentile = shareOf(goal.percentile)
  const actualMs = run.latency(percentile, question)
  if (actualMs === undefined) return unknown(nothingCame(question))
  const known = { percentile, limitMs, actualMs }
  const numbers = run.requests(question)
  const asked = askedOf(numbers)
  const tooMany = numbers.unfinished > asked - rankOf(percentile, asked)
  // What has not ended took longer than anybody knows.
  const margin = tooMany ? undefined : belowMost(actualMs, limitMs, 'ms')
  const holds = !isOver(actualMs, limitMs) && !tooMany
  return judged({ holds, margin }, () => evidenceOf(run, known, question))
}

type Known = Pick<LatencyEvidence, 'percentile' | 'limitMs' | 'actualMs'>

function evidenceOf(run: Run, known: Known, question: Question): LatencyEvidence {
  const numbers = run.requests(question)
  const { latency, unfinished } = numbers
  const over = run.slowerThan(known.limitMs, question)
  // A report of many goals has their numbers, and asks few of them for their course.
  const course = lazy(() => courseOf(run, question, part => run.latency(known.percentile, part)))
  return {
    ...known,
    p50Ms: latency.p50 as Ms,
    p90Ms: latency.p90 as Ms,
    maxMs: run.latency(1, question) as Ms,
    asked: askedOf(numbers),
    unfinished,
    over,
    get overInFault() {
      if (over === 0 || run.faults.length === 0) return undefined
      return overInFault(run, known.limitMs, question) / over
    },
    get course() {
      return course()
    },
    idleFaults: idleFaults(run),
  }
}

function overInFault(run: Run, limitMs: Ms, question: Question): number {
  const counts = courseOf(run, question, part => run.slowerThan(limitMs, part))
  return counts.reduce((sum, slot) => sum + (isFaulty(run, slot) ? (slot.value ?? 0) : 0), 0)
}
