/**
 * The kind of goal that wants the failures of a run to stay within an error budget: as a whole, or
 * without setting off alerts on how quickly it is spent.
 */
import { UsageError } from '../../../kernel/errors.ts'
import { inPlace, inside } from '../../../kernel/in-place.ts'
import { quote } from '../../../kernel/quantity.ts'
import { isRecord } from '../../../kernel/schema.ts'
import { type Duration, durationMs, share, type Share } from '../../../kernel/units.ts'
import type { Question, RunNames } from '../../../record/question.ts'
import { nothingCame } from '../../availability.ts'
import type { TimeSeries } from '../../course.ts'
import {
  type Alert,
  type AlertFound,
  type BudgetStep,
  budgetSteps,
  burnOf,
  byOccurrences,
  byTimeSlices,
  watched,
} from '../../error-budget.ts'
import { aboveLeast, belowMost, type Margin, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked, optionGiven, wordsGiven } from '../read.ts'

/** An alert that must not go off: too much is spent in a long and in a short window at once. */
export type BurnRate = {
  /** How many times as quickly as would spend just the budget. */
  readonly rate: number
  /** The longer window: what has lasted so long is no blip. */
  readonly long: Duration
  /** The shorter window: what is over sets off no alert. */
  readonly short: Duration
}

/** Slices of time that are counted instead of requests. */
export type TimeSlices = {
  /** How long a slice is at least. Default: a slot of the recording. */
  readonly of?: Duration | undefined
  /** A slice is good where at least this share is served. Default: the target itself. */
  readonly target?: Share | undefined
}

/** How a budget is counted, whose it is, and when. */
export type ErrorBudgetOptions<N extends RunNames = RunNames> = Question<N> & {
  /** Count slices of time instead of requests; those in which nothing came are left out. */
  readonly timeSlices?: TimeSlices | undefined
  /** Alerts that must not go off. Default: none; the run as a whole stays within the budget. */
  readonly burnRates?: readonly BurnRate[] | undefined
}

/** The numbers behind a verdict on an error budget. */
export type ErrorBudgetEvidence = {
  readonly target: number
  /** Whether requests were counted, or slices of time. */
  readonly by: 'occurrences' | 'timeSlices'
  readonly good: number
  readonly total: number
  /** Bad over those that the target leaves room for: 1 spends just the budget. */
  readonly spent: number
  /** The good share by occurrences and by time slices, of which one was asked for. */
  readonly shares: { readonly occurrences: number; readonly timeSlices: number }
  /** The alerts, how near they came, and when each went off; empty where none were given. */
  readonly alerts: readonly AlertFound[]
  /** The share that was served, step by step. */
  readonly course: TimeSeries
}

/**
 * The share of good requests reaches a target (OpenSLO's budgeting method Occurrences), or that of
 * good slices of time does (Timeslices); or no alert on the burn rate goes off.
 */
export const errorBudget = goalKind({
  matcher: 'toStayWithinErrorBudget',
  isOfRequests: true,
  beforeOptions: 1,
  read: (target: Share, options: ErrorBudgetOptions = {}) => {
    const { timeSlices, burnRates = [], ...question } = options
    const least = targetGiven(share(target))
    return {
      target: least,
      ...slicesGiven(timeSlices, least),
      alerts: alertsGiven(burnRates, least),
      question: asked(question),
    }
  },
  judge: (run, { target, by, sliceMs, sliceTarget, ...data }): Verdict<ErrorBudgetEvidence> => {
    const steps = budgetSteps(run, data.question, sliceMs)
    const ways = {
      occurrences: byOccurrences,
      timeSlices: (some: readonly BudgetStep[]) => byTimeSlices(some, sliceTarget),
    }
    const counted = ways[by](steps)
    if (counted.total === 0) return unknown(nothingCame(data.question))
    const lengthMs = (steps.at(-1)?.toMs ?? 0) - steps[0].fromMs
    const tooLong = data.alerts.find(({ longMs }) => longMs > lengthMs)
    if (tooLong !== undefined) return unknown('the longest window is longer than what is judged')
    const alerts = data.alerts.map(alert => watched(alert, { steps, target, count: ways[by] }))
    const margin = marginOf(alerts) ?? aboveLeast(counted.good / counted.total, target, 'share')
    return judged({ holds: margin.by >= 0, margin }, () => ({
      target,
      by,
      ...counted,
      spent: burnOf(counted, target),
      alerts,
      shares: {
        occurrences: shareOf(ways.occurrences(steps)),
        timeSlices: shareOf(ways.timeSlices(steps)),
      },
      course: steps.map(step => ({
        ...step,
        value: step.asked === 0 ? undefined : step.served / step.asked,
      })),
    }))
  },
})

const shareOf = ({ good, total }: { good: number; total: number }): number => good / total

const marginOf = (alerts: readonly AlertFound[]): Margin | undefined =>
  tightest(alerts.map(({ worst, rate }) => belowMost(worst, rate, 'times')))

function targetGiven(target: number): number {
  if (target === 0) throw whateverHappens()
  if (target < 1) return target
  const fix = "write a target below 100%, as '99.9%'; for all of them, use toStayAvailable"
  throw new UsageError({ what: 'a target of 100% leaves no budget to spend', fix })
}

function whateverHappens(): UsageError {
  const fix = "write the least share that is to be good, as '99.9%'"
  return new UsageError({ what: 'at least 0% is good whatever happens', fix })
}

function slicesGiven(slices: TimeSlices | undefined, least: number) {
  if (slices === undefined) return { by: 'occurrences' as const, sliceMs: 0, sliceTarget: least }
  if (!isRecord(slices)) {
    const fix = "write { of: '10s', target: '99%' }, or {} for each slot of the recording"
    throw new UsageError({ what: `${quote(slices)} is no slices`, where: 'timeSlices', fix })
  }
  const { of, target } = inside('timeSlices', () => wordsGiven(slices, ['of', 'target']))
  return {
    by: 'timeSlices' as const,
    sliceMs: optionGiven(of, 'timeSlices › of', durationMs) ?? 0,
    sliceTarget: optionGiven(target, 'timeSlices › target', share) ?? least,
  }
}

function alertsGiven(burnRates: readonly BurnRate[], target: number): Alert[] {
  const most = Number((1 / (1 - target)).toPrecision(12))
  if (Array.isArray(burnRates)) return burnRates.map(given => alertGiven(given, most))
  throw noAlert(`${quote(burnRates)} is no list of burn rates`)
}

/** @param most the rate at which it is spent where all is bad */
function alertGiven(given: BurnRate, most: number): Alert {
  const { rate, long, short } = (isRecord(given) ? given : {}) as Partial<BurnRate>
  if (rate === undefined || long === undefined || short === undefined) {
    throw noAlert('a burn rate has a rate, a long window and a short one')
  }
  const [longMs, shortMs] = inPlace('burnRates', () => [durationMs(long), durationMs(short)])
  if (rate >= most) {
    throw noAlert(`no alert goes off above a rate of ${most}, which is that of all being bad`)
  }
  if (rate > 0 && shortMs > 0 && shortMs <= longMs) return { rate, longMs, shortMs }
  throw noAlert('this is no burn rate in a long and a short window')
}

function noAlert(what: string): UsageError {
  const fix = "write [{ rate: 14.4, long: '60s', short: '5s' }], the rate over 0"
  return new UsageError({ what, where: 'burnRates', fix })
}
