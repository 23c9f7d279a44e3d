/** What can be said about a retry budget, as plain data, and what may go wrong in saying it. */
import type { Problem } from '../../../kernel/errors.ts'
import { later } from '../../../kernel/later.ts'
import {
  checked,
  chosenBy,
  consistent,
  isRecord,
  mistakesIn,
  oneOf,
  options,
  says,
  type Schema,
} from '../../../kernel/schema.ts'
import type { Ms } from '../../../kernel/units.ts'
import { type Beginning, presentIn } from '../../handed-in.ts'
import { plain, type Units } from '../../units.ts'
import { BucketBudget, bucketEntries, type BucketRule, bucketSettings } from './bucket-budget.ts'
import { CheckedBudget } from './checked-budget.ts'
import {
  ConcurrencyBudget,
  concurrencyEntries,
  type ConcurrencyRule,
} from './concurrency-budget.ts'
import { CostBudget, costEntries, type CostRule, costSettings } from './cost-budget.ts'
import { RatioBudget, ratioEntries, type RatioRule, ratioSettings } from './ratio-budget.ts'
import type { RetryBudget } from './retry-budget.ts'
import { TokensBudget, tokensEntries, type TokensRule } from './tokens-budget.ts'

const KINDS = ['ratio', 'tokens', 'cost', 'bucket', 'concurrency'] as const
type Kind = (typeof KINDS)[number]

/**
 * How many retries all calls of one caller may make together: a `ratio` of its calls (Finagle,
 * linkerd, tower; the kind where none is said), while `tokens` last (gRPC), at a `cost` (AWS SDKs),
 * out of a `bucket` that calls pay into, or as a share of the `concurrency` (Envoy).
 *
 * @example
 * const linkerd: RetryBudgetOptions = { ratio: 0.2, minPerSecond: 10, ttl: 10_000 }
 * const grpc: RetryBudgetOptions = { kind: 'tokens', maxTokens: 10, tokenRatio: 0.1 }
 * const aws: RetryBudgetOptions = { kind: 'cost', capacity: 500, cost: 10, throttlingCost: 5 }
 * const bucket: RetryBudgetOptions = { kind: 'bucket', deposit: 0.1, capacity: 20, initial: 5 }
 * const envoy: RetryBudgetOptions = { kind: 'concurrency', share: 0.2, minConcurrency: 3 }
 */
export type RetryBudgetOptions<Time = Ms, Part = number> =
  | RatioRule<Time, Part>
  | TokensRule
  | CostRule
  | BucketRule
  | ConcurrencyRule<Part>

/** What the options of a retry budget must look like, in these units. */
export function retryBudgetSchemaIn(units: Units): Schema<RetryBudgetOptions> {
  const schemas: { readonly [K in Kind]: Schema<RetryBudgetOptions> } = {
    ratio: options(ratioEntries(units)),
    tokens: options(tokensEntries),
    cost: options(costEntries),
    bucket: options(bucketEntries),
    concurrency: options(concurrencyEntries(units)),
  }
  const unknown: Schema<never> = options({ kind: oneOf(KINDS) }) as Schema<never>
  const chosen = chosenBy<RetryBudgetOptions>(written => {
    const kind = isRecord(written) && says(written, 'kind') ? written['kind'] : 'ratio'
    const known = KINDS.find(name => name === kind)
    return known === undefined ? unknown : schemas[known]
  })
  return consistent(chosen, contradictions)
}

/** What they must look like in plain numbers. */
const retryBudgetSchema = later(() => retryBudgetSchemaIn(plain))

/**
 * The mistakes in the options of a retry budget, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkRetryBudget = (options: unknown, where: string): Problem[] =>
  mistakesIn(retryBudgetSchema, options, where)

/**
 * A retry budget, to be shared by all calls of one caller.
 *
 * @param options of what kind, and how much; times in milliseconds
 * @param extras  `now`: the present, from which it counts; `where`: what to call it in an error
 * @throws UsageError naming every mistake in the options
 * @example
 * const budget = retryBudget({ ratio: 0.2 }, { now: Date.now() })
 * budget.begin(Date.now())
 * budget.settle(Date.now(), 0, 'failed')
 * const paid = budget.withdraw(Date.now(), 'timeout')
 * if (paid > 0) console.log('one more attempt')
 */
export function retryBudget(options: RetryBudgetOptions, extras: Beginning): RetryBudget {
  const rule = checked(retryBudgetSchema, options, extras?.where ?? 'retry budget')
  const now = presentIn(extras, 'retryBudget(options, { now })')
  return new CheckedBudget(budgetOf(rule, now))
}

function budgetOf(rule: RetryBudgetOptions, now: Ms): RetryBudget {
  switch (rule.kind) {
    case 'tokens':
      return new TokensBudget(rule)
    case 'cost':
      return new CostBudget(rule)
    case 'bucket':
      return new BucketBudget(rule)
    case 'concurrency':
      return new ConcurrencyBudget(rule)
    default:
      return new RatioBudget(rule, now)
  }
}

/** Budgets that could never pay for a retry, with the figures that say so. */
function contradictions(rule: RetryBudgetOptions): Problem[] {
  switch (rule.kind) {
    case 'tokens':
      return []
    case 'cost':
      return tooDear(costSettings(rule))
    case 'bucket':
      return overfull(bucketSettings(rule))
    case 'concurrency':
      return neverAny(rule.share, rule.minConcurrency)
    default:
      return tooPoor(rule)
  }
}

function tooDear({ capacity, cost, throttlingCost }: Required<CostRule>): Problem[] {
  if (Math.min(cost, throttlingCost) <= capacity) return []
  const costs = `a retry costs ${cost}, or ${throttlingCost}`
  const what = `${costs}, and there is never more than ${capacity}, so none is ever granted`
  return [{ what, fix: `write capacity: ${cost * 50}` }]
}

function overfull({ capacity, initial }: Required<BucketRule>): Problem[] {
  if (initial <= capacity) return []
  const what = `initial is ${initial}, and the bucket holds ${capacity} at most`
  return [{ what, fix: `write initial: ${capacity}, or a greater capacity` }]
}

function neverAny(share: number | undefined, minConcurrency: number | undefined): Problem[] {
  if (share !== 0 || minConcurrency !== 0) return []
  const what = 'share and minConcurrency are both 0, so no retry is ever granted'
  return [{ what, fix: 'write share: 0.2, minConcurrency: 3, or attempts: 1' }]
}

function tooPoor(rule: RatioRule): Problem[] {
  const { ratio, minPerSecond, ttl } = ratioSettings(rule)
  const reserve = (minPerSecond * ttl) / 1_000
  if (ratio > 0 || reserve >= 1) return []
  const what = `ratio is 0, and ${minPerSecond} a second make ${reserve} retries in ${ttl} ms`
  return [{ what: `${what}, so none is ever granted`, fix: 'write ratio: 0.2, or a longer ttl' }]
}
