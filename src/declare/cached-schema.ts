/** What a question to a cache must look like, and how it becomes what the engine takes. */
import * as v from 'valibot'
import { chosenBy, consistent, options, says, type Schema } from '../kernel/schema.ts'
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

/** What a replica keeps for itself is asked without a way there. */
const ownOptions = (steps: Schema<readonly StepData[]>) =>
  options({ step: v.literal('cached'), miss: steps, ...keysEntries })

/**
 * What a question to a cache must look like.
 *
 * @param steps what is done on a miss
 */
export function cachedSchema(steps: Schema<readonly StepData[]>): Schema<CachedData> {
  const named = v.pipe(
    consistent(goingTogether(cachedOptions(steps)), contradictionsInKeys),
    v.transform(({ step, cache, miss, ...written }): CachedData => {
      return { step, cache, miss, policy: policyOf(written), keys: keysOf(written) }
    }),
  )
  const own = v.pipe(
    consistent(ownOptions(steps), contradictionsInKeys),
    v.transform(({ step, miss, ...written }): CachedData => {
      return { step, cache: null, miss, policy: policyOf({}), keys: keysOf(written) }
    }),
  )
  return chosenBy(written => (says(written, 'cache') ? named : own))
}
