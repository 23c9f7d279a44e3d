/**
 * The kinds of faults: for each, its data, where it can strike, what it changes there, and how it
 * reads. A new kind is one row here and one word in `words.ts`; whatever holds a fault asks its
 * row.
 */
import { exactDuration, type Ms } from '../kernel/units.ts'
import { type Effect, noEffect, type Place } from './effect.ts'

/** The component stops: it answers nothing, or refuses, and what it was doing is lost. */
export type CrashData = { readonly kind: 'crash'; readonly refuse: boolean }

/** Everything takes longer: by a time, by a factor, or both. */
export type SlowData = { readonly kind: 'slow'; readonly byMs: Ms; readonly factor: number }

/** A share of requests is answered by an error. */
export type ErrorsData = {
  readonly kind: 'errors'
  readonly rate: number
  readonly code: number
  /** When callers are told to come again; not there if they are not told. */
  readonly retryAfterMs?: Ms
}

/** Messages are lost: all of them, on the way there, on the way back, or both. */
export type PartitionData = {
  readonly kind: 'partition'
  readonly way: 'both' | 'there' | 'back'
}

/** A circuit breaker is held open, whatever it has counted. */
export type OpenBreakerData = { readonly kind: 'openBreaker' }

/** What goes wrong, without where and when. */
export type FaultCause = CrashData | SlowData | ErrorsData | PartitionData | OpenBreakerData
export type FaultKind = FaultCause['kind']
type CauseOf<K extends FaultKind> = Extract<FaultCause, { kind: K }>

type KindRow<C> = {
  /** Where a fault of this kind takes hold when it is aimed at a component. */
  readonly strikes: Place
  /** Whether it also makes sense on a link, where messages travel but no work is done. */
  alsoOnLinks(cause: C): boolean
  /** True if it can grow from nothing to its full strength. */
  readonly canRamp: boolean
  effect(cause: C): Effect
  /** What stands between the parentheses of its word, after the target. */
  options(cause: C): string
}

/** Every kind of fault and its answers. */
const faultKinds = {
  crash: {
    strikes: 'handler',
    alsoOnLinks: () => false,
    canRamp: false,
    effect: ({ refuse }) => ({ ...noEffect, down: true, refuses: refuse }),
    options: ({ refuse }) => (refuse ? '{ refuse: true }' : ''),
  },
  slow: {
    strikes: 'handler',
    alsoOnLinks: ({ factor }) => factor === 1,
    canRamp: true,
    effect: ({ byMs, factor }) => ({ ...noEffect, addMs: byMs, factor }),
    options: ({ byMs, factor }) => {
      const parts = [
        byMs > 0 && `by: '${exactDuration(byMs)}'`,
        factor !== 1 && `factor: ${factor}`,
      ]
      return `{ ${parts.filter(Boolean).join(', ')} }`
    },
  },
  errors: {
    strikes: 'handler',
    alsoOnLinks: () => true,
    canRamp: true,
    effect: ({ rate, code, retryAfterMs = NaN }) => ({
      ...noEffect,
      errorRate: rate,
      errorCode: code,
      retryAfterMs,
    }),
    options: ({ rate, code, retryAfterMs }) => {
      const hint = retryAfterMs !== undefined && `retryAfter: '${exactDuration(retryAfterMs)}'`
      return `{ ${[`rate: ${rate}`, `code: ${code}`, hint].filter(Boolean).join(', ')} }`
    },
  },
  partition: {
    strikes: 'link',
    alsoOnLinks: () => true,
    canRamp: true,
    effect: ({ way }) => ({
      ...noEffect,
      lossThere: way === 'back' ? 0 : 1,
      lossBack: way === 'there' ? 0 : 1,
    }),
    options: ({ way }) => (way === 'both' ? '' : `{ way: '${way}' }`),
  },
  openBreaker: {
    strikes: 'breaker',
    alsoOnLinks: () => false,
    canRamp: false,
    effect: () => noEffect,
    options: () => '',
  },
} satisfies { [K in FaultKind]: KindRow<CauseOf<K>> }

/** The row of a cause. */
export function kindOf(cause: FaultCause): KindRow<FaultCause> {
  return faultKinds[cause.kind]
}
