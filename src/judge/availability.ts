/** Was enough served? */
import { lazy } from '../kernel/lazy.ts'
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'
import { failuresOf } from '../record/failures.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Question, Run } from '../record/run.ts'
import type { TallyNumbers } from '../record/views.ts'
import { isPart, spanOf, type Window } from '../record/window.ts'
import { type TimeSeries, courseOf, hullOf, type Interval } from './course.ts'
import { aboveLeast } from './margin.ts'
import { allClearMs, idleFaults } from './faults.ts'
import { judged, unknown, type Verdict } from './verdict.ts'

/** The numbers behind a verdict on availability; shares are 0 to 1. */
export type AvailabilityEvidence = {
  readonly availability: number
  readonly atLeast: number
  /** Requests issued, without those that were cancelled. */
  readonly asked: number
  readonly failed: number
  /** Those of them that had not ended when the run did. */
  readonly unfinished: number
  /** Served, but with a fallback or without an optional dependency. */
  readonly degraded: number
  /** The most failures with which the goal would have held. */
  readonly allowed: number
  /** Failures over those that the goal leaves room for; undefined for a goal of all. */
  readonly budgetSpent: number | undefined
  /** From the first to the last slot in which something arrived that failed. */
  readonly failing: Interval | undefined
  /** When that came to light in a later slot than the first of those: when; else undefined. */
  readonly failedFromMs: Ms | undefined
  /** How long after the last fault there were failing arrivals; undefined where nothing ended. */
  readonly outlastedMs: Ms | undefined
  /** Availability, slot by slot. */
  readonly course: TimeSeries
  readonly idleFaults: readonly FaultRecord[]
}

/**
 * Judges whether a share of requests was served.
 *
 * @param run a finished run
 * @param atLeast the goal, 0 to 1
 * @param question whose requests, and when
 * @returns unknown when none was issued
 */
export function judgeAvailability(
  run: Run,
  atLeast: number,
  question: Question = {},
): Verdict<AvailabilityEvidence> {
  const availability = run.availability(question)
  if (availability === undefined) return unknown(nothingCame(question))
  const holds = availability >= atLeast
  const margin = aboveLeast(availability, atLeast, 'share')
  return judged({ holds, margin }, () => evidenceOf(run, { availability, atLeast }, question))
}

function evidenceOf(
  run: Run,
  { availability, atLeast }: { readonly availability: number; readonly atLeast: number },
  question: Question,
): AvailabilityEvidence {
  const numbers = run.requests(question)
  const { outcomes, unfinished } = numbers
  const asked = askedOf(numbers)
  const failed = asked - outcomes.ok - outcomes.degraded
  // A report of many goals has their numbers, and asks few of them for their course.
  const course = lazy(() => courseOf(run, question, part => run.availability(part)))
  const failing = lazy(() => hullOf(course().map(unavailable)))
  return {
    availability,
    atLeast,
    asked,
    failed,
    unfinished,
    degraded: outcomes.degraded,
    allowed: allowedFailures(asked, atLeast),
    budgetSpent: atLeast < 1 ? failed / (asked * (1 - atLeast)) : undefined,
    get failing() {
      return failing()
    },
    get failedFromMs() {
      return failedFrom(run, question, course())
    },
    get outlastedMs() {
      return outlasted(run, failing(), question)
    },
    get course() {
      return course()
    },
    idleFaults: idleFaults(run),
  }
}

/** How many were issued and not called off. */
export const askedOf = ({ issued, outcomes }: TallyNumbers): number => issued - outcomes.cancelled

/** Why there is nothing to judge. */
export function nothingCame({ at, on, class: requestClass, ...window }: Question): string {
  const inPart = isPart(window)
  const to = [at && `to ${at}`, requestClass && `of class ${requestClass}`]
  const what = on === undefined ? ['no requests came', ...to] : [`no call ${on} was made`]
  return [...what, inPart && 'in that part of the run'].filter(Boolean).join(' ')
}

/** Rounding must not refuse the failure that brings availability exactly to the goal. */
function allowedFailures(asked: number, atLeast: number): number {
  const rounded = Math.floor(asked * (1 - atLeast))
  return (asked - rounded - 1) / asked >= atLeast ? rounded + 1 : rounded
}

const unavailable = (point: TimeSeries[number]): TimeSeries[number] => ({
  ...point,
  value: point.value === undefined ? undefined : 1 - point.value,
})

/**
 * What came in the slot before a fault can fail with it: it is not the slot that failed, then. Who
 * never had an answer had none at the end of the slot.
 */
function failedFrom(run: Run, question: Question, course: TimeSeries): Ms | undefined {
  const slot = course.find(({ value = 1 }) => value < 1)
  if (slot === undefined) return undefined
  const { fromMs, toMs } = slot
  const { between: _, during: __, after: ___, ...whose } = question
  const { grid } = run.recording
  const counts = talliesOf(run.recording, whose).map(tally => tally.counts)
  const now = failuresOf(counts, grid.range(fromMs, toMs))
  if (now.count > 0) return undefined
  const { unfinished } = run.requests({ ...whose, between: [fromMs, toMs] })
  const { firstMs } = failuresOf(counts, grid.range(toMs, Infinity))
  return unfinished > 0 ? toMs : Math.max(toMs, firstMs)
}

/** A part that ends before the last fault does cannot tell. */
function outlasted(run: Run, failing: Interval | undefined, window: Window): Ms | undefined {
  const clear = allClearMs(run)
  if (clear === undefined || failing === undefined) return undefined
  if (spanOf(run.recording, window).toMs <= clear) return undefined
  return Math.max(0, failing.toMs - clear)
}
