/** How long those took that took longer than any usually does: a mean would hide them. */
import { formatMs, formatShare, type Ms } from '../kernel/units.ts'
import { Histogram } from '../record/histogram.ts'
import { callNames } from '../record/lookup.ts'
import type { Run } from '../record/run.ts'
import type { Timing } from '../record/timing.ts'
import { spanOf } from '../record/window.ts'
import type { Case } from './case.ts'

/** Longer than usual by this share at the least. */
const SLOWER = 1.2

/** What took longer than usual. */
export type Slowed = {
  /** How long one of them took, in the middle. */
  readonly ms: Ms
  /** Which share of all they are, 0 to 1. */
  readonly share: number
  /** How long all usually take in the mean; undefined where there usually are none. */
  readonly usual: Ms | undefined
}

/** Of the work of a component. */
export const slowedWork = (one: Case, component: string): Slowed | undefined =>
  slowed(one, run => [run.recording.components.get(component)?.working].filter(isThere))

/** Of calls, from being made to their end. */
export const slowedCalls = (one: Case, call: string): Slowed | undefined =>
  slowed(one, ({ recording: { calls } }) =>
    callNames(calls, call).flatMap(name => calls.get(name)?.tallies.map(t => t.latency) ?? []),
  )

const isThere = (timing: Timing | undefined): timing is Timing => timing !== undefined

function slowed(one: Case, timingsOf: (run: Run) => readonly Timing[]): Slowed | undefined {
  const { run, calm, hasCalm, spell } = one
  const window = { between: [spell.fromMs, spell.toMs] } as const
  const { slots } = spanOf(run.recording, window)
  const timesIn = (of: Run): Histogram =>
    Histogram.merged(timingsOf(of).map(timing => timing.histogram(slots)))
  const times = timesIn(run)
  const usually = hasCalm ? timesIn(calm) : undefined
  const over = times.countOver((usually?.quantile(1) ?? 0) * SLOWER)
  const share = over / times.count
  const ms = times.quantile(1 - share / 2)
  if (over === 0 || ms === undefined) return undefined
  const sum = timingsOf(calm).reduce((total, timing) => total + timing.sum(slots), 0)
  const usual = usually === undefined || usually.count === 0 ? undefined : sum / usually.count
  return { ms, share, usual }
}

/**
 * `db worked 2.01s a request while that lasted, not 9ms`.
 *
 * @param isPart whether only some of all are meant to be slow
 */
export function slowedText(what: string, { ms, share, usual }: Slowed, isPart: boolean): string {
  const before = usual === undefined ? '' : `, not ${formatMs(usual)}`
  return isPart
    ? `${what} ${formatMs(ms)} for ${wholePercent(share)} of its requests${before}`
    : `${what} ${formatMs(ms)} a request while that lasted${before}`
}

const wholePercent = (share: number): string => formatShare(Math.round(share * 100) / 100)
