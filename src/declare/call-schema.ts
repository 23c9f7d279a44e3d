/** What may be said of a call must look like this, and becomes what the engine takes. */
import * as v from 'valibot'
import { UsageError } from '../kernel/errors.ts'
import { options, readBy, type Schema, shown, yesOrNo } from '../kernel/schema.ts'
import { bytes, type Duration, durationMs, type Ms } from '../kernel/units.ts'
import type { CallPolicy, StepData } from './data.ts'
import { breakerSchema, retrySchema } from './policies.ts'

/** A length of time that is more than none. */
export const someTime: Schema<Ms> = readBy((written: Duration) => {
  const ms = durationMs(written)
  if (ms > 0) return ms
  throw new UsageError({ what: `${shown(written)} is no time at all`, fix: "write '250ms'" })
})

const fallbackIn = (steps: Schema<readonly StepData[]>) =>
  v.lazy(written => {
    const isValue = typeof written === 'object' && written !== null && 'value' in written
    if (!isValue) return steps
    return v.pipe(
      options({ value: v.unknown() }),
      v.transform(() => 'value' as const),
    )
  }) as Schema<'value' | readonly StepData[]>

/**
 * What may be said of a call.
 *
 * @param steps those that may stand in for it, which hold calls in turn
 */
export const policyEntries = (steps: Schema<readonly StepData[]>) => ({
  timeout: v.optional(someTime),
  deadline: v.optional(someTime),
  retry: v.optional(retrySchema),
  breaker: v.optional(breakerSchema),
  optional: v.optional(yesOrNo),
  fallback: v.optional(fallbackIn(steps)),
  cancel: v.optional(yesOrNo),
  propagate: v.optional(yesOrNo),
  request: v.optional(readBy(bytes)),
  response: v.optional(readBy(bytes)),
})

type PolicyOptions = v.InferOutput<v.ObjectSchema<ReturnType<typeof policyEntries>, undefined>>

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
