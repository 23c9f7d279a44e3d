/** What became of the questions to a cache in some part of a run, as plain numbers. */
import type { Ms } from '../kernel/units.ts'
import { CacheEvent, type CacheMeter, type CallerMeter, type Emptying } from './cache-meter.ts'
import { Level as Kind } from './levels.ts'
import { type Level, levelOf } from './views.ts'
import type { Span } from './window.ts'

/** What one caller got from a cache; each thing is counted when it happens. */
export type CallerNumbers = {
  /** Questions answered, or given up: the sum of the five that follow. */
  readonly lookups: number
  /** Answered with an entry that was as good as new. */
  readonly hits: number
  /** Nothing to serve: a fill began, or one was waited for. Early refreshes are misses. */
  readonly misses: number
  /** Answered with an old entry, while a new one was fetched behind it (`staleFor`). */
  readonly stale: number
  /** Failed at once, since a fill had failed lately (`negativeTtl`). */
  readonly negative: number
  /** The cache did not answer; to the caller that is a miss. */
  readonly unanswered: number
  /** `hits` and `stale` over `lookups`, 0 to 1; undefined where nothing was asked. */
  readonly hitRatio: number | undefined
  /** Misses that waited for a fill already under way (`coalesce`). */
  readonly coalesced: number
  /** Misses for which an old entry stood in, since the fill had failed (`staleIfError`). */
  readonly staleIfError: number
  /** Fills that began; those of them that went on behind an answer; and those that failed. */
  readonly fills: number
  readonly refreshes: number
  readonly fillsFailed: number
}

/** What became of the questions to a cache. */
export type CacheNumbers = CallerNumbers & {
  /** Fills under way: the mean over time, and the most at once. */
  readonly fillsInFlight: Level
  /** Each time that one of its replicas lost all it held: by a flush, or a crash. */
  readonly emptied: readonly Emptying[]
  /** Each caller, by its name. */
  readonly callers: { readonly [caller: string]: CallerNumbers }
}

/** The numbers of a cache over a part of a run that ended at a moment. */
export function cacheNumbers(meter: CacheMeter, span: Span, endedAt: Ms): CacheNumbers {
  const callers = [...meter.callers].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...callerNumbers([...meter.callers.values()], span),
    fillsInFlight: levelOf(meter.fills, Kind.InFlight, { span, endedAt }),
    emptied: meter.emptied.filter(({ at }) => at >= span.fromMs && at < span.toMs),
    callers: Object.fromEntries(callers.map(([name, one]) => [name, callerNumbers([one], span)])),
  }
}

function callerNumbers(meters: readonly CallerMeter[], { slots }: Span): CallerNumbers {
  const count = (event: CacheEvent): number =>
    meters.reduce((sum, meter) => sum + meter.counted(event, slots), 0)
  const [hits, misses, stale] = [CacheEvent.Hit, CacheEvent.Miss, CacheEvent.Stale].map(count)
  const [negative, unanswered] = [CacheEvent.Failure, CacheEvent.Unanswered].map(count)
  const lookups = hits + misses + stale + negative + unanswered
  return {
    lookups,
    hits,
    misses,
    stale,
    negative,
    unanswered,
    hitRatio: lookups === 0 ? undefined : (hits + stale) / lookups,
    coalesced: count(CacheEvent.Coalesced),
    staleIfError: count(CacheEvent.StaleIfError),
    fills: count(CacheEvent.Fill) + count(CacheEvent.Refresh),
    refreshes: count(CacheEvent.Refresh),
    fillsFailed: count(CacheEvent.FillFailed),
  }
}
