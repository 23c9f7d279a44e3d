/** Whether a goal is decided while a run goes on, so that it need not go on for it. */
import { UsageError } from '../../kernel/errors.ts'
import { quote } from '../../kernel/quantity.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Recording } from '../../record/recording.ts'
import { Run } from '../../record/run.ts'
import { runGiven } from '../../record/run-given.ts'
import { spanOf } from '../../record/window.ts'
import { hasAllEnded, haveEnded } from '../failures.ts'
import type { Verdict } from '../verdict.ts'
import { Goal } from './goal.ts'
import { rowOf } from './kinds.ts'

/** A run under way: what it has recorded, and how far it has got. A `Simulation` is one. */
export type UnderWay = {
  /** What was recorded until now. */
  readonly recording: Recording
  /** The virtual time, in milliseconds. */
  readonly now: Ms
}

/**
 * What a run under way has made of a goal for good: what it says now, it says at the end, whatever
 * comes. A goal of moments that are over is decided once all that came until then has ended; some
 * are by one thing that happens, as a breaker that opened.
 *
 * @param goal what is to hold
 * @param run a run that is taken step by step
 * @returns undefined while it can still come to something else
 * @throws UsageError for what is no goal or no run, a name or a moment that the run does not know
 * @example
 * const simulation = start(shop, { for: '3m' })
 * simulation.runUntil('70s')
 * console.log(decidedBy(goal.availability('99%', { between: ['10s', '60s'] }), simulation)) // held
 */
export function decidedBy(goal: Goal, run: UnderWay): Verdict['is'] | undefined {
  if (!Goal.isOne(goal)) throw noGoal(goal)
  const { recording, now } = runGiven(run, 'decidedBy')
  const soFar = new Run(recording)
  const { question } = goal.data
  // A fault that comes again moves what is after it.
  if (question.after !== undefined) return undefined
  const row = rowOf(goal.kind)
  const decided = row.decided?.(soFar, goal.data, now)
  if (decided !== undefined || question.between === undefined) return decided
  const { toMs } = spanOf(recording, question)
  if (toMs > now) return undefined
  const isOver = row.isOfRequests === true ? haveEnded(soFar, question) : hasAllEnded(soFar, toMs)
  return isOver ? goal.judge(soFar).is : undefined
}

function noGoal(given: unknown): UsageError {
  const fix = "write goal.availability('99.9%')"
  return new UsageError({ what: `${quote(given)} is no goal`, where: 'decidedBy', fix })
}
