/** What stands in for a failed call: what users write, and what the engine takes. */
import * as v from 'valibot'
import { isRecord, message, options, type Schema, shown } from '../../kernel/schema.ts'
import type { Duration, Ms } from '../../kernel/units.ts'
import { durationOver0 } from '../../kernel/unit-schemas.ts'
import type { StepData } from '../data.ts'
import { isJson } from '../json.ts'
import type { Steps } from '../steps.ts'

/** A value, or other steps, which may have fallbacks in turn. */
export type StandIn<Callee extends string> =
  | {
      /** Stands in for the answer; what it is does not matter to a run. */
      readonly value: unknown
    }
  | Steps<Callee>

/** What stands in for a failed call. */
export type FallbackSpec<Callee extends string = never> =
  | StandIn<Callee>
  | {
      /**
       * The last good answer of this call, if the replica that calls has had one within this time.
       * It stands for any request: where answers differ by key, use a cache with `staleIfError`.
       */
      readonly lastGood: Duration
      /** What stands in where there is none. Default: nothing does, and the failure surfaces. */
      readonly otherwise?: StandIn<Callee> | undefined
    }

/** What stands in, as the engine takes it. */
export type FallbackData = {
  /** How old the last good answer may be; null when it does not stand in. */
  readonly lastGoodMs: Ms | null
  readonly standIn: 'value' | readonly StepData[] | null
}

/**
 * What a fallback must look like.
 *
 * @param steps those that may stand in
 */
export function fallbackIn(steps: Schema<readonly StepData[]>): Schema<FallbackData> {
  const standIn = v.lazy(written => (has(written, 'value') ? someValue : steps)) as Schema<
    'value' | readonly StepData[]
  >
  const lastGood = v.pipe(
    options({ lastGood: durationOver0(), otherwise: v.optional(standIn) }),
    v.transform(written => ({ lastGoodMs: written.lastGood, standIn: written.otherwise ?? null })),
  )
  const alone = v.pipe(
    standIn,
    v.transform(it => ({ lastGoodMs: null, standIn: it })),
  )
  return v.lazy(written => (has(written, 'lastGood') ? lastGood : alone))
}

const has = (written: unknown, name: string): boolean => isRecord(written) && name in written

const someValue = v.pipe(
  options({
    value: v.custom<unknown>(isJson, ({ input }) =>
      message(
        `${shown(input)} is no value that JSON can hold`,
        'write a text, a number, true, false, null, or a list or object of these',
      ),
    ),
  }),
  v.transform(() => 'value' as const),
)
