/** What may be said of each kind of fault, and what it comes to. */
import * as v from 'valibot'
import {
  message,
  numberThat,
  oneOf,
  options,
  readBy,
  type Schema,
  yesOrNo,
} from '../kernel/schema.ts'
import { durationMs, share } from '../kernel/units.ts'
import type { CrashData, ErrorsData, FaultCause, PartitionData, SlowData } from './kinds.ts'

/** A schema that makes a cause of the options of its word. */
export type CauseSchema<C extends FaultCause> = Schema<C>

const aFactor = numberThat(factor => factor >= 1, 'a factor of 1 or more', 'factor: 4')
const aCode = numberThat(code => Number.isInteger(code) && code > 0, 'an error code', 'code: 503')

export const crashOptions: CauseSchema<CrashData> = v.pipe(
  options({ refuse: v.optional(yesOrNo, false) }),
  v.transform(({ refuse }) => ({ kind: 'crash' as const, refuse })),
)

export const slowOptions: CauseSchema<SlowData> = v.pipe(
  options({ by: v.optional(readBy(durationMs), 0), factor: v.optional(aFactor, 1) }),
  v.check(
    ({ by, factor }) => by > 0 || factor > 1,
    () =>
      message(
        'this fault would slow nothing down',
        "give a time, { by: '2s' }, or a factor over 1, { factor: 4 }",
      ),
  ),
  v.transform(({ by, factor }) => ({ kind: 'slow' as const, byMs: by, factor })),
)

export const errorsOptions: CauseSchema<ErrorsData> = v.pipe(
  options({
    rate: v.optional(
      v.pipe(
        readBy(share),
        v.check(
          rate => rate > 0,
          () => message('a rate of 0 breaks nothing', 'give a rate over 0'),
        ),
      ),
      1,
    ),
    code: v.optional(aCode, 500),
    retryAfter: v.optional(readBy(durationMs)),
  }),
  v.transform(({ rate, code, retryAfter }) => ({
    kind: 'errors' as const,
    rate,
    code,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
  })),
)

export const partitionOptions: CauseSchema<PartitionData> = v.pipe(
  options({ way: v.optional(oneOf(['both', 'there', 'back']), 'both') }),
  v.transform(({ way }) => ({ kind: 'partition' as const, way })),
)
