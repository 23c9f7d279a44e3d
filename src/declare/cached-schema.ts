/** What a question to a cache must look like, and how it becomes what the engine takes. */
import * as v from 'valibot'
import { message, options, readBy, type Schema } from '../kernel/schema.ts'
import { share } from '../kernel/units.ts'
import { inOnePlace, policyEntries, policyOf, someTime } from './call-schema.ts'
import type { CachedData, StepData } from './data.ts'
import { keysSchema } from './keys-schema.ts'
import { componentName } from './texts.ts'

const cachedOptions = (steps: Schema<readonly StepData[]>) => {
  const {
    optional: _optional,
    fallback: _fallback,
    key: _key,
    ...questionEntries
  } = policyEntries(steps)
  return options({
    step: v.literal('cached'),
    cache: componentName,
    miss: steps,
    key: v.optional(keysSchema),
    ttl: v.optional(someTime),
    hitRatio: v.optional(readBy(share)),
    ...questionEntries,
  })
}

/**
 * What a question to a cache must look like.
 *
 * @param steps what is done on a miss
 */
export const cachedSchema = (steps: Schema<readonly StepData[]>): Schema<CachedData> =>
  v.pipe(
    inOnePlace(cachedOptions(steps)),
    v.check(
      ({ key, hitRatio }) => (key === undefined) !== (hitRatio === undefined),
      () =>
        message(
          'a cache is asked either for keys or with a hit ratio',
          "give key: 10_000 (and a ttl), or hitRatio: '95%'",
        ),
    ),
    v.check(
      ({ ttl, hitRatio }) => ttl === undefined || hitRatio === undefined,
      () => message('a hit ratio has no ttl', 'leave ttl out, or give key instead of hitRatio'),
    ),
    v.transform(({ step, cache, miss, key, ttl, hitRatio, ...policy }) => ({
      step,
      cache,
      miss,
      policy: policyOf(policy),
      keys: key === undefined ? { hitRatio: hitRatio ?? 0 } : { keys: key, ttlMs: ttl ?? Infinity },
    })),
  )
