/**
 * Policies in layers: one call site has policies in one order, from the outside in; any other order
 * is made of several, each of which makes the attempts of the one around it.
 */
import type { CallPolicy } from '../data.ts'
import type { FallbackData } from './fallbacks.ts'

/** The policies of a call in their usual order, the outermost first. */
export const policyOrder = [
  'fallback',
  'deadline',
  'rateLimit',
  'bulkhead',
  'limit',
  'throttle',
  'hedge',
  'retry',
  'breaker',
  'timeout',
] as const
export type PolicyName = (typeof policyOrder)[number]

/** What each policy says. */
export type PolicyValues = {
  readonly fallback?: FallbackData | undefined
  readonly deadline?: number | undefined
  readonly rateLimit?: NonNullable<CallPolicy['rateLimit']> | undefined
  readonly bulkhead?: NonNullable<CallPolicy['bulkhead']> | undefined
  readonly limit?: NonNullable<CallPolicy['limit']> | undefined
  readonly throttle?: NonNullable<CallPolicy['throttle']> | undefined
  readonly hedge?: NonNullable<CallPolicy['hedge']> | undefined
  readonly retry?: NonNullable<CallPolicy['retry']> | undefined
  readonly breaker?: NonNullable<CallPolicy['breaker']> | undefined
  readonly timeout?: number | undefined
}

/** What holds for a call whatever its policies. */
export type CallBasics = Pick<
  CallPolicy,
  'optional' | 'cancel' | 'propagate' | 'key' | 'requestBytes' | 'responseBytes'
>

/** Policies in a row, each under its name. */
export type PolicyRow = readonly PolicyValues[]

/** The policies in their usual order, as a row. */
export const inUsualOrder = (values: PolicyValues): PolicyRow =>
  policyOrder.filter(name => values[name] !== undefined).map(name => ({ [name]: values[name] }))

/** A call with its policies in this order, the outermost first. */
export function layered(row: PolicyRow, basics: CallBasics): CallPolicy {
  return layersOf(row).reduceRight<CallPolicy | null>(
    (inner, values) => ({
      ...basics,
      fallback: values.fallback?.standIn ?? null,
      lastGoodMs: values.fallback?.lastGoodMs ?? null,
      deadlineMs: values.deadline ?? Infinity,
      rateLimit: values.rateLimit ?? null,
      bulkhead: values.bulkhead ?? null,
      limit: values.limit ?? null,
      throttle: values.throttle ?? null,
      hedge: values.hedge ?? null,
      retry: values.retry ?? null,
      breaker: values.breaker ?? null,
      timeoutMs: values.timeout ?? Infinity,
      inner,
    }),
    null,
  ) as CallPolicy
}

/**
 * As long as the order is the usual one, policies share a layer; there is at least one. What is
 * hedged is a layer of its own: several of its calls may race.
 */
function layersOf(row: PolicyRow): PolicyValues[] {
  const layers: PolicyValues[] = [{}]
  let last = -1
  for (const policy of row) {
    const rank = policyOrder.findIndex(name => policy[name] !== undefined)
    if (rank > last) layers.push({ ...layers.pop(), ...policy })
    else layers.push(policy)
    if (policy.hedge !== undefined) layers.push({})
    last = policy.hedge === undefined ? rank : -1
  }
  return layers
}
