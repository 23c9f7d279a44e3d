/** What a cache does, step by step. */
import { UsageError } from '../kernel/errors.ts'
import type { Duration } from '../kernel/units.ts'
import { type CacheNumbers, cacheNumbers } from './cache-numbers.ts'
import { named } from './lookup.ts'
import type { CacheMeasure } from './measure.ts'
import type { Recording } from './recording.ts'
import { type Point, seriesOf } from './series.ts'

/** Which cache is meant, and in which steps. */
type Asked = { readonly at?: string | undefined; readonly every?: Duration | undefined }

/**
 * A measure of a cache.
 *
 * @throws UsageError when the question does not say which, or names no cache
 */
export function cacheSeries(recording: Recording, measure: CacheMeasure, asked: Asked): Point[] {
  const { at, every } = asked
  if (at === undefined) {
    const fix = `write series('${measure}', { at: 'sessions' })`
    throw new UsageError({ what: `a ${measure} is that of one cache`, where: 'series', fix })
  }
  const meter = named(recording.caches, at, 'cache')
  const ask = measures[measure]
  return seriesOf(recording, every, span => ask(cacheNumbers(meter, span, recording.endedAt)))
}

const measures: {
  readonly [M in CacheMeasure]: (numbers: CacheNumbers) => number | undefined
} = {
  hitRatio: ({ hitRatio }) => hitRatio,
  misses: ({ misses }) => misses,
  stale: ({ stale, staleIfError }) => stale + staleIfError,
  fills: ({ fillsInFlight }) => fillsInFlight.mean,
}
