/** The kind of goal that wants the numbers of a system to be again what they were. */
import { share, type Share, type Duration, durationMs, type Ms } from '../../../kernel/units.ts'
import type { RunNames, Whose } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import { courseOf, type TimeSeries } from '../../course.ts'
import { allClearMs, firstFaultMs } from '../../faults.ts'
import { belowMost, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked, optionGiven } from '../read.ts'

/** How nearly the numbers are to be again what they were, whose, and how soon. */
export type SteadyStateOptions<N extends RunNames = RunNames> = Whose<N> & {
  /** By how much of itself a number may be worse than before. Default 10 %. */
  readonly tolerance?: Share | undefined
  /** How long it may take from the end of the last fault. Default: no time at all. */
  readonly within?: Duration | undefined
}

/** A number before the first fault and after the last one. */
export type SteadyNumber = {
  /** What was measured: `availability`, `p50`, `p99`. */
  readonly name: 'availability' | 'p50' | 'p99'
  /** Shares from 0 to 1, and milliseconds. */
  readonly before: number
  readonly after: number
  /** By how much it is worse, as a share of what it was; below 0 where it is better. */
  readonly worse: number
}

/** The numbers behind a verdict on a steady state. */
export type SteadyStateEvidence = {
  readonly tolerance: number
  /** Up to when it was before the faults, and from when on after them. */
  readonly beforeMs: Ms
  readonly afterMs: Ms
  readonly numbers: readonly SteadyNumber[]
  /** The p99, slot by slot. */
  readonly course: TimeSeries
}

/**
 * Availability, p50 and p99 from the end of the last fault to that of the load are none of them
 * worse than they were up to the first fault, but for a tolerance. Better is never worse.
 */
export const returnsToSteadyState = goalKind({
  matcher: 'toReturnToSteadyState',
  isOfFaults: true,
  beforeOptions: 0,
  isTimed: true,
  read: ({ tolerance, within, ...whose }: SteadyStateOptions = {}) => ({
    tolerance: optionGiven(tolerance, 'tolerance', share) ?? 0.1,
    withinMs: optionGiven(within, 'within', durationMs) ?? 0,
    question: asked(whose),
  }),
  judge: (run, { tolerance, withinMs, question }): Verdict<SteadyStateEvidence> => {
    const times = timesOf(run, withinMs)
    if (typeof times === 'string') return unknown(times)
    const numbers = numbersIn(run, question, times)
    if (numbers === undefined)
      return unknown('nothing came before the first fault, or after the last')
    const margins = numbers.map(({ worse }) => belowMost(worse, tolerance, 'share'))
    const holds = margins.every(({ by }) => by >= 0)
    return judged({ holds, margin: tightest(margins) }, () => ({
      tolerance,
      ...times,
      numbers,
      course: courseOf(run, question, part => run.latency('p99', part)),
    }))
  },
})

type Times = { readonly beforeMs: Ms; readonly afterMs: Ms }

/** Where the two parts end and begin, or why there are none. */
function timesOf(run: Run, withinMs: Ms): Times | string {
  const beforeMs = firstFaultMs(run)
  if (beforeMs === undefined) return 'there was no fault'
  if (beforeMs === 0) return 'there was no time before the first fault'
  const clearMs = allClearMs(run)
  if (clearMs === undefined) return 'a fault was in force until the load ended: play for longer'
  const { edges, horizonMs } = run.recording.grid
  const afterMs = edges.find(edge => edge >= clearMs + withinMs)
  if (afterMs === undefined || afterMs >= horizonMs) return 'the load ended before that'
  return { beforeMs, afterMs }
}

function numbersIn(
  run: Run,
  whose: Whose,
  { beforeMs, afterMs }: Times,
): SteadyNumber[] | undefined {
  const ask = (between: readonly [Ms, Ms]) => {
    const part = { ...whose, between }
    return {
      availability: run.availability(part),
      p50: run.latency('p50', part),
      p99: run.latency('p99', part),
    }
  }
  const [before, after] = [
    [0, beforeMs] as const,
    [afterMs, run.recording.grid.horizonMs] as const,
  ].map(ask)
  const numbers = (['availability', 'p50', 'p99'] as const).map(name => {
    const [was, is] = [before[name], after[name]]
    if (was === undefined || is === undefined) return undefined
    const more = rounded(was === 0 ? is : (is - was) / was)
    return { name, before: was, after: is, worse: name === 'availability' ? -more || 0 : more }
  })
  const all = numbers.filter(number => number !== undefined)
  return all.length < numbers.length ? undefined : all
}

/** To twelve digits, as decimal numbers that are compared with decimal ones. */
const rounded = (value: number): number => Number(value.toPrecision(12))
