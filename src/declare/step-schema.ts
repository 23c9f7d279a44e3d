/** What a step must look like, and how it becomes what the engine takes. */
import * as v from 'valibot'
import {
  checkDistribution,
  type Distribution,
  distributionOf,
  type Zipf,
} from '../kernel/distributions/index.ts'
import { UsageError } from '../kernel/errors.ts'
import {
  message,
  numberThat,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
  yesOrNo,
} from '../kernel/schema.ts'
import { bytes, type Duration, durationMs, type Ms, share } from '../kernel/units.ts'
import type { CachedData, CallPolicy, StepData } from './data.ts'
import { breakerSchema, retrySchema } from './policies.ts'

/** A loop longer than this is a mistake, or a job for a longer run. */
const MOST_REPEATS = 1_000_000

/** A length of time that is more than none. */
export const someTime: Schema<Ms> = readBy((written: Duration) => {
  const ms = durationMs(written)
  if (ms > 0) return ms
  throw new UsageError({ what: `${shown(written)} is no time at all`, fix: "write '250ms'" })
})

/** One step or several, as a list. */
export const stepsSchema: Schema<readonly StepData[]> = v.lazy(written =>
  Array.isArray(written)
    ? v.array(stepSchema)
    : v.pipe(
        stepSchema,
        v.transform(one => [one]),
      ),
)

const stepSchema: Schema<StepData> = v.lazy(written => {
  const name = stepName(written)
  return Object.hasOwn(stepSchemas, name) ? stepSchemas[name as StepData['step']] : notAStep
})

function stepName(written: unknown): string {
  if (typeof written !== 'object' || written === null || !('step' in written)) return ''
  return `${written.step}`
}

const notAStep: Schema<never> = v.never(issue => {
  const words = ['work', 'call', 'parallel', 'choose', 'repeat', 'cached']
  const fix = `use one of the words ${words.join(', ')}, as in call('db')`
  return message(`${shown(issue.input)} is no step`, fix)
})

const text = (wanted: string, example: string): Schema<string> =>
  v.string(issue => message(`${shown(issue.input)} is no ${wanted}`, `write ${example}`))

const componentName = text('name of a component', "its name, as in call('db')")

const fallback = v.lazy(written => {
  const isValue = typeof written === 'object' && written !== null && 'value' in written
  if (!isValue) return stepsSchema
  return v.pipe(
    options({ value: v.unknown() }),
    v.transform(() => 'value' as const),
  )
}) as Schema<'value' | readonly StepData[]>

/** What may be said of a call. */
const policyEntries = {
  timeout: v.optional(someTime),
  deadline: v.optional(someTime),
  retry: v.optional(retrySchema),
  breaker: v.optional(breakerSchema),
  optional: v.optional(yesOrNo),
  fallback: v.optional(fallback),
  cancel: v.optional(yesOrNo),
  propagate: v.optional(yesOrNo),
  request: v.optional(readBy(bytes)),
  response: v.optional(readBy(bytes)),
}

type PolicyOptions = v.InferOutput<v.ObjectSchema<typeof policyEntries, undefined>>

/** Fills in what was left out. */
export function policyOf(written: PolicyOptions): CallPolicy {
  return {
    timeoutMs: written.timeout ?? Infinity,
    deadlineMs: written.deadline ?? Infinity,
    retry: written.retry ?? null,
    breaker: written.breaker ?? null,
    optional: written.optional ?? false,
    fallback: written.fallback ?? null,
    cancel: written.cancel ?? false,
    propagate: written.propagate ?? null,
    requestBytes: written.request ?? 0,
    responseBytes: written.response ?? 0,
  }
}

const weight = numberThat(
  value => value >= 0 && value <= 1e9,
  'a weight from 0 to 1_000_000_000',
  'weight: 1',
)

const ways = v.pipe(
  v.array(options({ weight, steps: stepsSchema })),
  v.check(
    written => written.some(way => way.weight > 0),
    () => message('nothing can be chosen here', 'give one way at least a weight over 0'),
  ),
)

const { optional: _optional, fallback: _fallback, ...questionEntries } = policyEntries

const keys: Schema<number | Zipf> = v.lazy(written =>
  typeof written === 'object' ? readBy(popularity) : wholeNumber(1, 10_000_000, 'key: 10_000'),
)

function popularity(written: Distribution): Zipf {
  const law = checkDistribution(written)
  if (law.kind === 'zipf') return law
  const fix = 'write key: zipf({ items: 10_000, exponent: 0.9 })'
  throw new UsageError({ what: `${law.kind} says how long, not which key`, fix })
}

const cachedOptions = options({
  step: v.literal('cached'),
  cache: componentName,
  miss: stepsSchema,
  key: v.optional(keys),
  ttl: v.optional(someTime),
  hitRatio: v.optional(readBy(share)),
  ...questionEntries,
})

const cachedSchema: Schema<CachedData> = v.pipe(
  cachedOptions,
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

const step = <const N extends string>(name: N) => ({ step: v.literal(name) })

const stepSchemas: { readonly [name in StepData['step']]: Schema<StepData> } = {
  work: v.pipe(
    options({
      ...step('work'),
      time: readBy(distributionOf),
      label: v.optional(text('label', "a text, as in work('2ms', 'parsing')"), ''),
    }),
    v.transform(written => ({ ...written, label: written.label || null })),
  ),
  call: v.pipe(
    options({ ...step('call'), to: componentName, ...policyEntries }),
    v.transform(({ to, ...policy }) => ({ step: 'call' as const, to, policy: policyOf(policy) })),
  ),
  parallel: options({ ...step('parallel'), branches: v.array(stepsSchema) }),
  choose: options({ ...step('choose'), ways }),
  repeat: options({
    ...step('repeat'),
    times: wholeNumber(0, MOST_REPEATS, 'repeat(3, …)'),
    steps: stepsSchema,
  }),
  cached: cachedSchema,
}
