/** What a question to a cache must look like, and how it becomes what the engine takes. */
import * as v from 'valibot'
import { consistent, options, type Schema } from '../kernel/schema.ts'
import { contradictionsInKeys, keysEntries, keysOf } from './cache-keys-schema.ts'
import { goingTogether, policyEntries, policyOf } from './calls/call-schema.ts'
import type { CachedData, StepData } from './data.ts'
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
    ...keysEntries,
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
    consistent(goingTogether(cachedOptions(steps)), contradictionsInKeys),
    v.transform(({ step, cache, miss, ...written }) => ({
      step,
      cache,
      miss,
      policy: policyOf(written),
      keys: keysOf(written),
    })),
  )
