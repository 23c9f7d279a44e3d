/**
 * The table of the policies of calls, in their usual order, the outermost first: how each is read,
 * and what stands where there is none. What each compiles to is in the other half of the table,
 * under the same name: `engine/call-policies.ts`.
 */
import * as v from 'valibot'
import { later } from '../../kernel/later.ts'
import { message, optional, type Schema, shown } from '../../kernel/schema.ts'
import { durationOver0 } from '../../kernel/unit-schemas.ts'
import { throttleSchemaIn } from '../../policies/adaptive-throttle/options.ts'
import { bulkheadSchemaIn } from '../../policies/bulkhead/options.ts'
import { breakerSchemaIn } from '../../policies/circuit-breaker/options.ts'
import { limitSchemaIn } from '../../policies/concurrency-limit/algorithms.ts'
import { hedgeSchemaIn } from '../../policies/hedge/options.ts'
import { rateLimitSchemaIn } from '../../policies/rate-limiter/options.ts'
import { retrySchemaIn } from '../../policies/retry/options.ts'
import { written } from '../../policies/units.ts'
import type { StepData } from '../data.ts'
import { fallbackIn } from './fallbacks.ts'
import type { BulkheadSpec, CallPolicies } from './policy-specs.ts'
import { type Scope, scopeEntry } from './scope.ts'

/** The name of a policy, which is that of its option. */
export type PolicyName = keyof CallPolicies

/** Steps that may stand in for a call, which hold calls in turn. */
type Steps = Schema<readonly StepData[]>

/** A policy: what makes data of what users wrote, and what the data are where there is none. */
type Row<Data, None> = { readonly schema: (steps: Steps) => Schema<Data>; readonly none: None }

const row = <Data, None>(schema: (steps: Steps) => Schema<Data>, none: None): Row<Data, None> => ({
  schema,
  none,
})

/** Calls of one component that name the same pool share it. */
const pool = optional(
  v.pipe(
    v.string(issue => message(`${shown(issue.input)} names no pool`, "write pool: 'reports'")),
    v.nonEmpty(message('a pool without a name', "write pool: 'reports'")),
  ),
)

// Each schema is made once, if at all: there are as many calls as a system has.
const rateLimit = later(() =>
  rateLimitSchemaIn<Scope>(written, { entries: { scope: scopeEntry }, waits: true }),
)
const bulkhead = later(() => bulkheadSchemaIn<Pick<BulkheadSpec, 'pool'>>(written, { pool }))
const limit = later(() => limitSchemaIn(written))
const throttle = later(() => throttleSchemaIn(written))
const hedge = later(() => hedgeSchemaIn(written))
const retry = later(() => retrySchemaIn(written))
const breaker = later(() => breakerSchemaIn(written))

/** A row for each policy of calls. */
const callPolicies = {
  fallback: row(fallbackIn, null),
  deadline: row(() => durationOver0(), Infinity),
  rateLimit: row(() => rateLimit, null),
  bulkhead: row(() => bulkhead, null),
  limit: row(() => limit, null),
  throttle: row(() => throttle, null),
  hedge: row(() => hedge, null),
  retry: row(() => retry, null),
  breaker: row(() => breaker, null),
  timeout: row(() => durationOver0(), Infinity),
} satisfies { readonly [K in PolicyName]: Row<unknown, unknown> }

type Rows = typeof callPolicies

/** What a policy says, as the engine takes it. */
export type PolicyData<K extends PolicyName> =
  Rows[K] extends Row<infer Data, unknown> ? Data : never

/** Every policy of one layer of a call, or what stands where there is none. */
export type PoliciesData = { readonly [K in PolicyName]: PolicyData<K> | Rows[K]['none'] }

/** The names of the policies in their usual order, the outermost first. */
export const policyOrder = Object.keys(callPolicies) as readonly PolicyName[]

const each = <T>(of: (name: PolicyName) => T) =>
  Object.fromEntries(policyOrder.map(name => [name, of(name)]))

/** A layer of a call without any policy. */
export const noPolicies = each(name => callPolicies[name].none) as PoliciesData

/** How the policies are read, each under its name; any may be left out. */
export const policySchemas = (steps: Steps) =>
  each(name => v.optional<Schema<unknown>>(callPolicies[name].schema(steps))) as {
    [K in PolicyName]: v.OptionalSchema<Schema<PolicyData<K>>, undefined>
  }
