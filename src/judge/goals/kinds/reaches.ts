/** The kind of goal that wants a run to come to a state at some time. */
import type { Condition } from '../../../faults/condition.ts'
import { conditionIn, conditionSentence } from '../../../faults/condition.ts'
import {
  type ComparisonData,
  type ConditionData,
  questionsOf,
} from '../../../faults/condition-data.ts'
import { gaugeKinds, gaugeSentence } from '../../../faults/gauge-kinds.ts'
import type { Ms } from '../../../kernel/units.ts'
import { isIn } from '../../../record/grid.ts'
import type { Recording } from '../../../record/recording.ts'
import { spanOf, type Window } from '../../../record/window.ts'
import { gaugeOver } from '../../conditions/gauge.ts'
import { greatest, piecesFor, type Seen, seenIn, type Piece } from '../../conditions/seen.ts'
import type { TimeSeries } from '../../course.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { partOf } from '../read.ts'

/** A number that a condition asks for, and the nearest that it came to its limit. */
export type NearestValue = {
  /** What is measured, as it is written: `queueOf('db')`. */
  readonly of: string
  readonly is: 'above' | 'below'
  /** The limit and the nearest value, as text; undefined where there was nothing to measure. */
  readonly limit: string
  readonly nearest: string | undefined
  /** When it was so near, from the beginning of that slot on. */
  readonly atMs: Ms | undefined
  /** What was measured, slot by slot. */
  readonly course: TimeSeries
}

/** The numbers behind a verdict on a state that was to be reached. */
export type ReachEvidence = {
  /** When it first held; undefined when it never did. */
  readonly firstMs: Ms | undefined
  /** How long it held, all times together. */
  readonly heldMs: Ms
  /** Each number that it asks for. */
  readonly values: readonly NearestValue[]
  /** 1 where it held, 0 where it did not. */
  readonly course: TimeSeries
}

/** A condition held at some time. */
export const reaches = goalKind({
  matcher: 'toReach',
  isOfFaults: true,
  isOfTest: true,
  beforeOptions: 1,
  read: (condition: Condition, window?: Window) => ({
    condition: conditionIn(condition),
    sentence: conditionSentence(conditionIn(condition)),
    question: partOf(window),
  }),
  judge: ({ recording }, { condition, question }): Verdict<ReachEvidence> => {
    const seen = seenOver(recording, condition, question)
    if (seen.length === 0) return unknown('that part of the run never came')
    const best = greatest(seen)
    if (!best.isKnown) return unknown('there was nothing to measure')
    const margin = Number.isFinite(best.margin.by) ? best.margin : undefined
    return judged({ holds: best.holds, margin }, () => ({
      firstMs: seen.find(({ holds }) => holds)?.fromMs,
      heldMs: seen.reduce((ms, { holds, ...at }) => ms + (holds ? at.toMs - at.fromMs : 0), 0),
      values: questionsOf(condition)
        .filter(question => 'gauge' in question)
        .map(comparison => nearestOf(recording, comparison, seen)),
      course: seen.map(({ fromMs, toMs, holds }) => ({ fromMs, toMs, value: Number(holds) })),
    }))
  },
  decided: ({ recording }, { condition, question }, now) => {
    if (!isSettledAtOnce(condition)) return undefined
    const past = seenOver(recording, condition, question).filter(({ toMs }) => toMs <= now)
    return past.some(({ holds }) => holds) ? 'held' : undefined
  },
})

type SeenPiece = Piece & Seen

/** The condition in each piece of the part that is meant. */
function seenOver(recording: Recording, condition: ConditionData, window: Window): SeenPiece[] {
  const { slots } = spanOf(recording, window)
  const pieces = piecesFor(recording, condition)
  const seen = seenIn(recording, condition, pieces)
  return pieces
    .map((piece, i) => ({ ...piece, ...seen[i] }))
    .filter(({ slot }) => isIn(slots, slot))
}

function nearestOf(
  recording: Recording,
  data: ComparisonData,
  pieces: readonly SeenPiece[],
): NearestValue {
  const { shown } = gaugeKinds[data.gauge.gauge]
  const values = gaugeOver(recording, data)
  const course = pieces.map(({ fromMs, toMs, slot }) => ({ fromMs, toMs, value: values[slot] }))
  const isNearer = (a: number, b: number): boolean => (data.is === 'above' ? a > b : a < b)
  const nearest = course.reduce<TimeSeries[number] | undefined>((best, point) => {
    if (point.value === undefined) return best
    return best?.value === undefined || isNearer(point.value, best.value) ? point : best
  }, undefined)
  return {
    of: gaugeSentence(data.gauge),
    is: data.is,
    limit: shown(data.limit),
    nearest: nearest?.value === undefined ? undefined : shown(nearest.value),
    atMs: nearest?.fromMs,
    course,
  }
}

/** Whether what has held in a part that is over has held for good: nothing that ends changes it. */
function isSettledAtOnce(condition: ConditionData): boolean {
  const questions = questionsOf(condition)
  if (questions.every(question => !('gauge' in question))) return true
  return hasNoNot(condition) && questions.every(isOnlyMore)
}

/** Of what is counted as it comes only more is known later. */
const isOnlyMore = (question: ReturnType<typeof questionsOf>[number]): boolean =>
  !('gauge' in question) ||
  (question.is === 'above' && ['queueOf', 'utilisation', 'rate'].includes(question.gauge.gauge))

function hasNoNot(condition: ConditionData): boolean {
  switch (condition.is) {
    case 'not':
      return false
    case 'lasting':
      return hasNoNot(condition.of)
    case 'allOf':
    case 'anyOf':
      return condition.of.every(hasNoNot)
    default:
      return true
  }
}
