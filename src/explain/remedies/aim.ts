/** What a remedy is to reach: every goal holds; and how far a run is from that. */
import type { Goal } from '../../judge/goals/goal.ts'
import type { Margin } from '../../judge/margin.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { UsageError } from '../../kernel/errors.ts'
import { type Percentile, shareOf } from '../../kernel/percentile.ts'
import { formatMs, formatShare } from '../../kernel/units.ts'
import type { Run } from '../../record/run.ts'
import { spanOf } from '../../record/window.ts'
import { fixedIn } from '../fixed.ts'
import { measuredBy } from '../misses.ts'
import { type Early, earlyFor } from './early.ts'

/** How a run stands to the goals. */
export type Standing = {
  /** Broken if any goal is; unknown if one cannot be judged, and none is broken. */
  readonly is: 'held' | 'broken' | 'unknown'
  /** Of the goal that has the least room. */
  readonly margin: Margin | undefined
  /** What was measured, as `99.2%`; empty where no number tells. */
  readonly measured: string
  /** How much is missing: 0 where all hold, and comparable between runs. */
  readonly lack: number
}

/** The goals, with windows that are the same in every run. */
export class Aim {
  readonly goals: readonly Goal[]
  /** How a run is looked at before its end; undefined where only the whole run can tell. */
  readonly early: Early | undefined

  /** @param run the one in which the goals were missed, whose faults name the windows */
  constructor(goals: readonly Goal[], run: Run) {
    this.goals = goals.map(goal => withFixedWindow(goal, run))
    this.early = earlyFor(this.goals, run)
  }

  /** Where a run stands; a goal that cannot be judged of it does not hold. */
  of(run: Run): Standing {
    const judged = this.goals.map(goal => ({ goal, verdict: judge(goal, run) }))
    const room = ({ verdict }: Judged): number => marginOf(verdict)?.share ?? Infinity
    const [tightest] = judged.toSorted((a, b) => room(a) - room(b))
    return {
      is: worstOf(judged.map(({ verdict }) => verdict.is)),
      margin: marginOf(tightest.verdict),
      measured: measuredText(tightest, run),
      lack: judged.reduce((sum, { goal, verdict }) => sum + lackOf(goal, verdict, run), 0),
    }
  }
}

const worstOf = (verdicts: readonly Standing['is'][]): Standing['is'] =>
  (['broken', 'unknown'] as const).find(is => verdicts.includes(is)) ?? 'held'

type Judged = { readonly goal: Goal; readonly verdict: Verdict }

const marginOf = (verdict: Verdict): Margin | undefined =>
  verdict.is === 'unknown' ? undefined : verdict.margin

/** The number that the goal sets a limit to. */
function measuredText({ goal, verdict }: Judged, run: Run): string {
  const margin = marginOf(verdict)
  if (margin === undefined) return ''
  const { atLeast, limitMs } = goal.data as LatencyData & { readonly atLeast?: number }
  if (atLeast !== undefined && margin.unit === 'share') {
    return formatShare(atLeast + margin.by, atLeast)
  }
  if (limitMs !== undefined && margin.unit === 'ms') return formatMs(limitMs - margin.by)
  return isCounted.includes(goal.kind) ? measuredBy(goal, run) : ''
}

/** What is told in words, as so many of so many. */
const isCounted: readonly string[] = ['losesNothing', 'correctness', 'recovers']

/** What a goal says of a run; one that asks for what is not there any more says nothing. */
function judge(goal: Goal, run: Run): Verdict {
  try {
    return goal.judge(run)
  } catch (error) {
    if (error instanceof UsageError) return { is: 'unknown', reason: error.message }
    throw error
  }
}

/** A percentile stands still at the time-out: how many are over the limit tells more. */
function lackOf(goal: Goal, verdict: Verdict, run: Run): number {
  if (verdict.is === 'held') return 0
  if (verdict.is === 'unknown') return 1
  const { limitMs, percentile, question } = goal.data as LatencyData
  if (limitMs === undefined || percentile === undefined) {
    return verdict.margin === undefined ? 1 : Math.abs(verdict.margin.by)
  }
  const { issued } = run.requests(question)
  return run.slowerThan(limitMs, question) / Math.max(1, issued) - (1 - shareOf(percentile))
}

type LatencyData = Goal['data'] & {
  readonly limitMs?: number
  readonly percentile?: Percentile
}

/** A window that a fault names is one of times: the fault may be left out. */
function withFixedWindow(goal: Goal, run: Run): Goal {
  if (goal.kind === 'recovers') return fixedIn(run, goal)
  const { during, after } = goal.data.question
  if (during === undefined && after === undefined) return goal
  const { fromMs, toMs, betweenMs } = spanOf(run.recording, { during, after })
  return betweenMs > 0 || fromMs >= toMs ? goal : goal.in({ between: [fromMs, toMs] })
}
