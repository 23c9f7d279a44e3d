/** Policies as users write them in a call, and as the policies' machines take them. */
import * as v from 'valibot'
import { message, oneOf, optional, shown } from '../../kernel/schema.ts'
import type { Duration, Rate, Share } from '../../kernel/units.ts'
import { bulkheadSchemaIn } from '../../policies/bulkhead/options.ts'
import { type BreakerOptionsIn, breakerSchemaIn } from '../../policies/circuit-breaker/options.ts'
import type { BulkheadOptions, RateLimitOptions, RetryOptions } from '../../policies/index.ts'
import { rateLimitSchemaIn } from '../../policies/rate-limiter/options.ts'
import { retrySchemaIn } from '../../policies/retry/options.ts'
import { written } from '../../policies/units.ts'

/**
 * A circuit breaker: when it opens, how it finds out that it may close, and how it bears itself.
 * Times and shares may be texts: `'10s'`, `'50%'`.
 *
 * @example
 * const soon: BreakerSpec = { consecutive: 5, openFor: '30s' }
 * const slow: BreakerSpec = {
 *   lastCalls: 100,
 *   slowCallRate: '80%',
 *   slowCallDuration: '2s',
 *   openFor: { base: '1s', cap: '1m' },
 * }
 */
export type BreakerSpec = BreakerOptionsIn<Duration, Share>

/** Trying again. */
export type RetrySpec = RetryOptions<Duration, Share>

/** Whose calls a limit counts together. */
type Scope = {
  /**
   * 'replica', by default: each replica counts for itself, as a process does; 'global': all
   * replicas together, as with counters in a store they share.
   */
  readonly scope?: (typeof SCOPES)[number]
}

/** How many calls may begin in how much time. */
export type RateLimitSpec = RateLimitOptions<Duration, Rate> & Scope

/** How many requests a component takes in how much time; nobody waits for that. */
export type IntakeLimitSpec = RateLimitOptions<Duration, Rate> & {
  readonly maxWait?: never
  /** 'all', by default: one limit for all callers; 'client': one for each component that calls. */
  readonly per?: (typeof CLIENTS)[number]
} & Scope

/** How many calls may be under way at once. */
export type BulkheadSpec = BulkheadOptions<Duration> & {
  /** Calls of one component that name the same pool share it. Default: a pool of their own. */
  readonly pool?: string
}

const SCOPES = ['replica', 'global'] as const
const CLIENTS = ['all', 'client'] as const

/** A breaker as its machine takes it: milliseconds, and shares from 0 to 1. */
export const breakerSchema = breakerSchemaIn(written)

/** A retry as its machine takes it. */
export const retrySchema = retrySchemaIn(written)

const scope = optional(oneOf(SCOPES))

/** A rate limit as its machine takes it, and whose calls it counts. */
export const rateLimitSchema = rateLimitSchemaIn<Scope>(written, {
  entries: { scope },
  waits: true,
})

/** The rate limit of a component. */
export const intakeLimitSchema = rateLimitSchemaIn<Scope & Pick<IntakeLimitSpec, 'per'>>(written, {
  entries: { scope, per: optional(oneOf(CLIENTS)) },
  waits: false,
})

/** A bulkhead as its machine takes it, and who shares it. */
export const bulkheadSchema = bulkheadSchemaIn<Pick<BulkheadSpec, 'pool'>>(written, {
  pool: optional(
    v.pipe(
      v.string(issue => message(`${shown(issue.input)} names no pool`, "write pool: 'reports'")),
      v.nonEmpty(message('a pool without a name', "write pool: 'reports'")),
    ),
  ),
})
