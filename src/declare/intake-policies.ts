/** What may be said of the entrance of a component: its rate limit, its shedding, its limit. */
import { later } from '../kernel/later.ts'
import { oneOf, optional } from '../kernel/schema.ts'
import type { Duration, Rate } from '../kernel/units.ts'
import { limitSchemaIn } from '../policies/concurrency-limit/algorithms.ts'
import type { RateLimitOptions, SheddingOptions } from '../policies/index.ts'
import { rateLimitSchemaIn } from '../policies/rate-limiter/options.ts'
import { sheddingSchemaIn } from '../policies/shedding/options.ts'
import { written } from '../policies/units.ts'
import { type Scope, scopeEntry } from './calls/scope.ts'

/** How many requests a component takes in how much time; nobody waits for that. */
export type IntakeLimitSpec = RateLimitOptions<Duration, Rate> & {
  /** Not for what comes in: nobody waits at the entrance of a component. */
  readonly maxWait?: never
  /** 'all', by default: one limit for all callers; 'client': one for each component that calls. */
  readonly per?: (typeof CLIENTS)[number]
} & Scope

/** The order of a queue, and who is turned out of it or not let in. */
export type SheddingSpec = SheddingOptions<Duration>

const CLIENTS = ['all', 'client'] as const

/** The rate limit of a component. */
export const intakeLimitSchema = later(() =>
  rateLimitSchemaIn<Scope & Pick<IntakeLimitSpec, 'per'>>(written, {
    entries: { scope: scopeEntry, per: optional(oneOf(CLIENTS)) },
    waits: false,
  }),
)

/** Shedding as the machines take it: milliseconds, and shares from 0 to 1. */
export const sheddingSchema = later(() => sheddingSchemaIn(written))

/** The concurrency limit of a component as its machine takes it. */
export const intakeConcurrencySchema = later(() => limitSchemaIn(written))
