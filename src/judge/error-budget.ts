/**
 * Error budgets: which part of it a run spends, and how quickly. A burn rate is the bad share in a
 * window over the share that the target leaves room for; an alert goes off where it is over a limit
 * in a long and in a short window at once (multiwindow, multi-burn-rate alerts, as in the chapter
 * "Alerting on SLOs" of the Site Reliability Workbook, Google 2018).
 */
import type { Ms } from '../kernel/units.ts'
import type { Question, Run } from '../record/run.ts'
import { talliesOf } from '../record/lookup.ts'
import { servedOf } from '../record/views.ts'
import { spanOf } from '../record/window.ts'
import { type Interval, slotsOf } from './course.ts'

/** A step of a run: what clients asked for in it, and what was served. */
export type BudgetStep = Interval & { readonly asked: number; readonly served: number }

/** What is counted, good and all. */
export type Counted = { readonly good: number; readonly total: number }

/** An alert in milliseconds. */
export type Alert = { readonly rate: number; readonly longMs: Ms; readonly shortMs: Ms }

/** An alert, and how near it came. */
export type AlertFound = Alert & {
  /** The highest rate that was reached in both windows at once. */
  readonly worst: number
  /** When it first went off; undefined where it never did. */
  readonly firedMs: Ms | undefined
}

/** The part of a run in steps of at least a length, each of whole slots. */
export function budgetSteps(run: Run, question: Question, leastMs: Ms): BudgetStep[] {
  const { at, on, class: requestClass, ...window } = question
  const tallies = talliesOf(run.recording, { at, on, class: requestClass })
  const steps: { fromMs: Ms; toMs: Ms; asked: number; served: number }[] = []
  for (const { fromMs, toMs } of slotsOf(run, window)) {
    const { asked, served } = servedOf(tallies, spanOf(run.recording, { between: [fromMs, toMs] }))
    const last = steps.at(-1)
    const isFull = last === undefined || last.toMs - last.fromMs >= leastMs || last.toMs !== fromMs
    if (isFull) steps.push({ fromMs, toMs, asked, served })
    else Object.assign(last, { toMs, asked: last.asked + asked, served: last.served + served })
  }
  return steps
}

/** Requests that were served, of all. */
export const byOccurrences = (steps: readonly BudgetStep[]): Counted => ({
  good: steps.reduce((sum, { served }) => sum + served, 0),
  total: steps.reduce((sum, { asked }) => sum + asked, 0),
})

/** Steps in which enough was served, of those in which anything came. */
export function byTimeSlices(steps: readonly BudgetStep[], target: number): Counted {
  const busy = steps.filter(({ asked }) => asked > 0)
  return {
    good: busy.filter(({ asked, served }) => served / asked >= target).length,
    total: busy.length,
  }
}

/** Bad over those that the target leaves room for; of nothing, nothing is spent. */
export function burnOf({ good, total }: Counted, target: number): number {
  if (total === 0 || good === total) return 0
  return Number(((total - good) / total / (1 - target)).toPrecision(12))
}

/** What an alert is asked about. */
type Watched = {
  readonly steps: readonly BudgetStep[]
  readonly target: number
  readonly count: (steps: readonly BudgetStep[]) => Counted
}

/**
 * Looks at the end of each step: an alert goes off where more than its rate is spent in both of its
 * windows. The longer window has to fit into what has been by then.
 */
export function watched(alert: Alert, { steps, target, count }: Watched): AlertFound {
  let [worst, firedMs]: [number, Ms | undefined] = [0, undefined]
  const startMs = steps[0]?.fromMs ?? 0
  steps.forEach(({ toMs }, i) => {
    if (toMs - startMs < alert.longMs) return
    const rates = [alert.longMs, alert.shortMs].map(ms => {
      const first = steps.findLastIndex(step => step.fromMs <= toMs - ms)
      return burnOf(count(steps.slice(Math.max(0, first), i + 1)), target)
    })
    const rate = Math.min(...rates)
    worst = Math.max(worst, rate)
    if (rate > alert.rate) firedMs ??= toMs
  })
  return { ...alert, worst, firedMs }
}
