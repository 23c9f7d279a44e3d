/** When a run need not be played to its end: the goal is missed already, whatever comes. */
import type { Goal } from '../../judge/goals/goal.ts'
import { failuresIn } from '../../judge/failures.ts'
import { type Percentile, shareOf } from '../../kernel/percentile.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Looks } from '../../record/origin.ts'
import type { Question } from '../../record/question.ts'
import type { Run } from '../../record/run.ts'
import { spanOf } from '../../record/window.ts'

/** So often is asked on the way. */
const TIMES = 16
/** More requests may come than did: only so many times what may be missed is too much. */
const TOO_MUCH = 1.1
/** At this share of the misses since each fault began it is seen whether a change helps. */
const SOON = 0.5
/** Who still misses so much of that has made none. */
const SAME = 0.98

/** Looks at a run that is played with a change, before its end. */
export type Early = {
  /** Gives up what cannot hold any more. */
  readonly unlessItHolds: Looks
  /** Gives up what cannot hold any more, and has made no difference by then. */
  readonly unlessItHelps: Looks
  /** What it misses of what the run itself missed at the time of that look: 1 is the same. */
  readonly ofTheMisses: (run: Run) => number
}

/**
 * How a run with a change is looked at; undefined where its goals are of kinds that only the whole
 * run can tell.
 *
 * @param goals with windows that are the same in every run
 * @param run the one in which they were missed
 */
export function earlyFor(goals: readonly Goal[], run: Run): Early | undefined {
  const counts = goals.map(goal => countOf(goal, run))
  if (!counts.every(count => count !== undefined)) return undefined
  const missed = counts.filter(count => count.misses(run) > count.most)
  if (missed.length === 0) return undefined
  const { horizonMs } = run.recording.grid
  const times = Array.from({ length: TIMES }, (_, i) => ((i + 1) * horizonMs) / (TIMES + 1))
  const halves = missed.map(count => halfOf(count, run))
  const from = Math.max(...halves.map(({ untilMs }) => untilMs))
  const share = (soFar: Run): number =>
    Math.min(...halves.map(({ count, untilMs, by }) => count.misses(soFar, untilMs) / by))
  const isOver = (soFar: Run) => (count: Count) => count.misses(soFar) > count.most * TOO_MUCH
  return {
    unlessItHolds: { at: times, isLost: soFar => counts.some(isOver(soFar)) },
    unlessItHelps: {
      at: [from, ...times.filter(time => time > from)],
      isLost: soFar => share(soFar) >= SAME && missed.every(isOver(soFar)),
    },
    ofTheMisses: share,
  }
}

/** How a goal counts what misses it, and how many may. */
type Count = {
  readonly most: number
  readonly fromMs: Ms
  readonly misses: (run: Run, untilMs?: Ms) => number
}

/** Only what has ended, so that it never becomes less. */
function countOf(goal: Goal, run: Run): Count | undefined {
  const { question } = goal.data
  const { fromMs } = spanOf(run.recording, question)
  const within = (untilMs: Ms | undefined): Question =>
    untilMs === undefined ? question : { ...question, between: [fromMs, untilMs] }
  const { issued } = run.requests(question)
  const { atLeast, limitMs, percentile } = goal.data as NumberData
  if (goal.kind === 'availability' && atLeast !== undefined) {
    const misses = (soFar: Run, untilMs?: Ms) => failuresIn(soFar, within(untilMs))
    return { most: issued * (1 - atLeast), fromMs, misses }
  }
  if (goal.kind !== 'latency' || limitMs === undefined || percentile === undefined) return undefined
  const misses = (soFar: Run, untilMs?: Ms) => soFar.slowerThan(limitMs, within(untilMs))
  return { most: issued * (1 - shareOf(percentile)), fromMs, misses }
}

type NumberData = {
  readonly atLeast?: number
  readonly limitMs?: Ms
  readonly percentile?: Percentile
}

/** The first edge up to which half of the misses had come since each fault, and how many in all. */
function halfOf(count: Count, run: Run): { count: Count; untilMs: Ms; by: number } {
  const edges = run.recording.grid.edges.filter(edge => edge > count.fromMs)
  const all = count.misses(run)
  const began = run.faults.filter(({ touched }) => touched > 0).map(({ from }) => from)
  const before = [count.fromMs, ...began].map(from => {
    const edge = edges.findLast(other => other <= from)
    return edge === undefined ? 0 : count.misses(run, edge)
  })
  const wanted = Math.max(...before.map(had => had + SOON * (all - had)))
  let [low, high] = [0, edges.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (count.misses(run, edges[middle]) >= wanted) high = middle
    else low = middle + 1
  }
  return { count, untilMs: edges[low], by: count.misses(run, edges[low]) }
}
