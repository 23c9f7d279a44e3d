/** Every kind of goal by its name: a row says how it is read and judged. */
import { type Percentile, percentileName, shareOf } from '../../kernel/percentile.ts'
import { type Duration, durationMs, share, type Share } from '../../kernel/units.ts'
import type { Question } from '../../record/question.ts'
import type { Window } from '../../record/window.ts'
import { judgeAvailability } from '../availability.ts'
import { judgeCircuit } from '../circuit.ts'
import { judgeLatency } from '../latency.ts'
import type { Verdict } from '../verdict.ts'
import { goalKind } from './kind.ts'
import { asked, callGiven, partOf } from './read.ts'

/** When a circuit breaker is to have opened; say no more than one window. */
export type CircuitOptions = Window & {
  /** How soon: from the beginning of the window, else of the first fault, else of the run. */
  readonly within?: Duration | undefined
}

/** The kinds of goals. */
export const goalKinds = {
  availability: goalKind({
    matcher: 'toStayAvailable',
    beforeOptions: 1,
    read: (atLeast: Share, question?: Question) => ({
      atLeast: share(atLeast),
      question: asked(question),
    }),
    judge: (run, { atLeast, question }) => judgeAvailability(run, atLeast, question),
  }),
  latency: goalKind({
    matcher: 'toNotExceedPercentile',
    beforeOptions: 2,
    read: (percentile: Percentile, limit: Duration, question?: Question) => ({
      percentile: percentileName(shareOf(percentile)),
      limitMs: durationMs(limit),
      question: asked(question),
    }),
    judge: (run, { question, ...goal }) => judgeLatency(run, goal, question),
  }),
  trips: goalKind({
    matcher: 'toTripCircuit',
    beforeOptions: 1,
    read: (call: string, { within, ...window }: CircuitOptions = {}) => ({
      call: callGiven(call),
      withinMs: within === undefined ? undefined : durationMs(within),
      question: partOf(window),
    }),
    judge: (run, { call, withinMs, question }) =>
      judgeCircuit(run, call, { withinMs, ...question }),
  }),
}

type Kinds = typeof goalKinds

/** The name of a kind of goal, as in `goal.availability`. */
export type GoalKindName = keyof Kinds

/** What a goal of a kind says once it has been read. */
export type DataOf<K extends GoalKindName> = ReturnType<Kinds[K]['read']>

/** The numbers behind a verdict on a goal of a kind. */
export type EvidenceOf<K extends GoalKindName> =
  ReturnType<Kinds[K]['judge']> extends Verdict<infer Evidence> ? Evidence : never
