/** An ensemble as text: its numbers, and each goal over seeds. */
import type { Ensemble } from '../explore/ensemble/ensemble.ts'
import type { SeedEstimate } from '../explore/ensemble/estimate.ts'
import type { EnsembleVerdict } from '../explore/ensemble/verdict.ts'
import type { MarginUnit } from '../judge/margin.ts'
import { NEITHER_NOR } from '../judge/verdict.ts'
import { formatMs, formatShare } from '../kernel/units.ts'
import { aligned } from './columns.ts'
import { failureText } from './failure.ts'
import { counted } from './numbers.ts'

/** How a number of a unit is written. */
type Written = (value: number) => string

/** All that an ensemble found. */
export function ensembleText(ensemble: Ensemble): string {
  const { name, seeds, isStopped, confidence, availability, latency, recovery, goals } = ensemble
  const rows = [
    ['availability', availability, shareText],
    ['latency p50', latency.p50, timeText],
    ['latency p90', latency.p90, timeText],
    ['latency p99', latency.p99, timeText],
    ['recovery', recovery?.took, timeText],
  ] as const
  const lines = rows.flatMap(([what, estimate, written]) =>
    estimate === undefined ? [] : [[what, estimateText(estimate, written)]],
  )
  const how = `means and ${formatShare(confidence)} intervals over seeds`
  return failureText({
    headline: `${name}: ${counted(seeds.length, 'seed')}${isStopped ? ', stopped' : ''}, ${how}`,
    counts: aligned(lines),
    sections: goals.map(verdict => ({ title: headlineOf(verdict), lines: linesOf(verdict) })),
    replay: [],
  })
}

/** Why a goal does not hold over seeds; or, if its opposite was wanted, why it does. */
export function ensembleGoalText(ensemble: Ensemble, verdict: EnsembleVerdict): string {
  const neither = `${NEITHER_NOR}: it fails, with .not as without.`
  return failureText({
    headline: `${ensemble.name}, ${counted(ensemble.seeds.length, 'seed')}: ${headlineOf(verdict)}`,
    counts: [...linesOf(verdict), ...(verdict.is === 'unknown' ? [neither] : [])],
    replay: verdict.worst === undefined ? [] : [verdict.worst.replay],
  })
}

const verbs = { held: 'holds', broken: 'does not hold', unknown: 'is unknown' } as const

function headlineOf({ goal, is, confidence, inSeeds }: EnsembleVerdict): string {
  const where = inSeeds === undefined ? 'in the mean' : `in ${formatShare(inSeeds)} of seeds`
  return `${String(goal)} ${verbs[is]} ${where}, with ${formatShare(confidence)} confidence`
}

function linesOf({ reason, held, margin, worst }: EnsembleVerdict): string[] {
  return [
    ...(reason === undefined ? [] : [`Unknown: ${reason}.`]),
    ...(margin === undefined ? [] : [`Margin ${estimateText(margin, units[margin.unit])}.`]),
    ...(held === undefined
      ? []
      : [`Held in ${held.count} of ${counted(held.of, 'seed')}: ${shares(held)}.`]),
    ...(worst === undefined ? [] : [`Worst is seed ${worst.seed}, ${worstText(worst, margin)}.`]),
  ]
}

const shares = ({ share, low, high }: NonNullable<EnsembleVerdict['held']>): string =>
  `${formatShare(share)} (${formatShare(low)} to ${formatShare(high)})`

function worstText(
  { is, by }: NonNullable<EnsembleVerdict['worst']>,
  margin: EnsembleVerdict['margin'],
): string {
  if (by === undefined || margin === undefined) return is
  return `${is} with ${units[margin.unit](by)}`
}

function estimateText({ mean, low, high, least, most }: SeedEstimate, text: Written): string {
  return `${text(mean)} (${text(low)} to ${text(high)}), seeds ${text(least)} to ${text(most)}`
}

/** What is never below 0, nor beyond the most there is. An interval may be, which says no more. */
const within = (most: number, text: Written): Written =>
  finite(value => text(Math.min(Math.max(value, 0), most)))

/** Of a single seed the interval is everything. */
function finite(text: Written): Written {
  return value => (Number.isFinite(value) ? text(value) : 'anything')
}

const signed = (text: Written): Written =>
  finite(value => (value < 0 ? `-${text(-value)}` : text(value)))

const shareText = within(1, formatShare)
const timeText = within(Number.MAX_VALUE, formatMs)

const units: { readonly [U in MarginUnit]: Written } = {
  share: signed(value => formatShare(value, 0)),
  ms: signed(formatMs),
  count: signed(value => `${Number(value.toFixed(2))}`),
  times: signed(value => `${value.toFixed(2)}x`),
}
