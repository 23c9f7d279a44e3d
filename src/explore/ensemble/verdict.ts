/** Whether a goal holds, as many seeds have it. */
import { deepFrozen } from '../../declare/frozen.ts'
import { quoted } from '../../faults/sentence.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import type { Margin, MarginUnit } from '../../judge/margin.ts'
import { studentBeyond } from '../../kernel/statistics/intervals.ts'
import {
  type Confidence,
  type SeedEstimate,
  estimateOf,
  shareOf,
  type ShareOfSeeds,
} from './estimate.ts'

/** A goal over many seeds. */
export type EnsembleVerdict = {
  /** Whether it holds; unknown where the seeds do not tell. */
  readonly is: 'held' | 'broken' | 'unknown'
  /** Why nothing is known, where it is not. */
  readonly reason: string | undefined
  /** What was to hold. */
  readonly goal: Goal
  /** How sure a verdict is that is known, 0 to 1. */
  readonly confidence: number
  /** In what share of seeds it was to hold; undefined where its mean was to keep to the limit. */
  readonly inSeeds: number | undefined
  /** The seeds in which it held. */
  readonly held: ShareOfSeeds | undefined
  /** How far from the limit, below 0 beyond it; undefined where some seed has no such number. */
  readonly margin:
    | (SeedEstimate & {
        /** What it is counted in. */
        readonly unit: MarginUnit
      })
    | undefined
  /** The seed that is farthest beyond the limit, or nearest to it. */
  readonly worst: WorstSeed | undefined
  /** About how many seeds would tell, where those that were played do not. */
  readonly needed: number | undefined
}

/** The seed with the worst verdict, and how it is played alone. */
export type WorstSeed = {
  /** The seed. */
  readonly seed: string
  /** Whether the goal held in it. */
  readonly is: 'held' | 'broken' | 'unknown'
  /** Its margin, if it has one. */
  readonly by: number | undefined
  /** The line that plays it again. */
  readonly replay: string
}

/** How a goal is judged over seeds. */
export type Asked = Confidence & { readonly inSeeds: number | undefined }

/** What a goal says of one seed. */
export type SeedVerdict = {
  readonly is: 'held' | 'broken' | 'unknown'
  readonly margin: Margin | undefined
  readonly reason: string | undefined
}

/** What a goal says of each seed, in their order. */
export type SaidOfSeeds = {
  readonly goal: Goal
  readonly seeds: readonly string[]
  readonly verdicts: readonly SeedVerdict[]
}

/** Judges a goal over seeds by what it says of each. */
export function verdictOver({ goal, seeds, verdicts }: SaidOfSeeds, asked: Asked): EnsembleVerdict {
  const known = { verdicts, ...asked }
  const held = shareOf(verdicts.filter(({ is }) => is === 'held').length, verdicts.length, asked)
  const margin = marginOf(verdicts, asked)
  return deepFrozen({
    ...decided(known, { held, margin }),
    goal,
    confidence: asked.stated,
    inSeeds: asked.inSeeds,
    held,
    margin,
    worst: worstOf(seeds, verdicts),
  })
}

type Numbers = Pick<EnsembleVerdict, 'held' | 'margin'>
type Known = Asked & { readonly verdicts: readonly SeedVerdict[] }
type Decision = Pick<EnsembleVerdict, 'is' | 'reason' | 'needed'>

/** First what nobody can know; then the interval, which lies on one side of the limit or both. */
function decided({ verdicts, inSeeds, ...asked }: Known, { held, margin }: Numbers): Decision {
  const n = verdicts.length
  if (n < 2 || held === undefined)
    return unknown(`${n === 0 ? 'no seed was' : 'one seed was'} played`)
  const silent = verdicts.filter(verdict => verdict.is === 'unknown')
  if (silent.length > 0) return unknown(`of ${silent.length} of ${n} seeds: ${silent[0].reason}`)
  if (inSeeds !== undefined) {
    const { low, high, share } = held
    const deviation = Math.sqrt(share * (1 - share))
    return sided([low - inSeeds, high - inSeeds], () => needed(share - inSeeds, deviation, asked))
  }
  if (margin === undefined) return unknown(NO_MARGIN)
  // Where all are alike, rounding shall not say otherwise than each of them did.
  if (margin.deviation === 0) return { is: verdicts[0].is, reason: undefined, needed: undefined }
  return sided([margin.low, margin.high], () => needed(margin.mean, margin.deviation, asked))
}

const NO_MARGIN =
  'of some seeds no number tells how far they are from the limit, so there is no mean: ' +
  "ask for a share of seeds, as in { inSeeds: '95%' }"

const unknown = (reason: string): Decision => ({ is: 'unknown', reason, needed: undefined })

function sided([low, high]: readonly [number, number], more: () => number): Decision {
  if (low >= 0) return { is: 'held', reason: undefined, needed: undefined }
  if (high < 0) return { is: 'broken', reason: undefined, needed: undefined }
  const seeds = more()
  const text = seeds > MOST ? 'no number of seeds that can be played' : `about ${seeds} seeds`
  const reason = `the interval lies on both sides of the limit; ${text} would tell`
  return { is: 'unknown', reason, needed: seeds > MOST ? undefined : seeds }
}

const MOST = 1_000_000

/** How many seeds make an interval so narrow that it ends before the limit. */
function needed(distance: number, deviation: number, { stated, looks }: Confidence): number {
  const t = studentBeyond((1 - stated) / looks, 100)
  const root = (t * deviation) / Math.abs(distance)
  return Math.ceil(root * root)
}

function marginOf(verdicts: readonly SeedVerdict[], asked: Confidence): EnsembleVerdict['margin'] {
  const margins = verdicts.map(verdict => verdict.margin)
  const unit = margins[0]?.unit
  if (unit === undefined || margins.some(margin => margin?.unit !== unit)) return undefined
  const estimate = estimateOf(
    margins.map(margin => margin?.by),
    asked,
  )
  return estimate && { ...estimate, unit }
}

/** Broken before unknown before held; then by margin, those without any first. */
function worstOf(
  seeds: readonly string[],
  verdicts: readonly SeedVerdict[],
): WorstSeed | undefined {
  const worse = (a: WorstSeed, b: WorstSeed): number =>
    order[a.is] - order[b.is] || depth(a) - depth(b)
  return verdicts
    .map(({ is, margin }, i) => ({
      seed: seeds[i],
      is,
      by: margin?.by,
      replay: replayOf(seeds[i]),
    }))
    .sort(worse)[0]
}

/** A line to paste beside the ensemble, with its system and its options. */
const replayOf = (seed: string): string => `simulate(system, { ...options, seed: ${quoted(seed)} })`

const order = { broken: 0, unknown: 1, held: 2 } as const
const depth = ({ by = -Number.MAX_VALUE }: WorstSeed): number => by
