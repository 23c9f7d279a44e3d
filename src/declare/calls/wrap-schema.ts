/** What a policy of another library around a call must look like. */
import * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { consistent, message, type Schema, shown } from '../../kernel/schema.ts'
import { isRealCode, type RealCode } from '../real-code.ts'

const wrapped: Schema<RealCode> = v.custom<RealCode>(isRealCode, issue =>
  message(
    `${shown(issue.input)} is no wrapped policy`,
    "write wrap: wrap(() => circuitBreaker(…)) with wrap of 'gameday/code'; out of JSON, " +
      'hand the functions over: systemFrom(json, { code: { … } })',
  ),
)

/** A policy of another library, as `wrap` of `gameday/code` makes it. */
export const wrapSchema: Schema<RealCode> = consistent(wrapped, ({ mistakes }) => mistakes)

/** What may be said of a call, as far as it matters here. */
type Said = { readonly wrap?: unknown; readonly fallback?: unknown; readonly policies?: unknown }

/** What stands in for a failure within a policy hides it from that policy. */
export function mistakesInWrap({ wrap, fallback, policies }: Said): Problem[] {
  const within = Array.isArray(policies) && policies.some(one => 'fallback' in (one as object))
  if (wrap === undefined || (fallback === undefined && !within)) return []
  const what = 'the fallback stands within what wrap makes, which would never see a failure'
  const fix = 'let the wrapped policy fall back, or write optional: true'
  return [{ what, where: 'fallback', fix }]
}
