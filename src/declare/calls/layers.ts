/**
 * Policies in layers: one call site has policies in one order, from the outside in; any other order
 * is made of several, each of which makes the attempts of the one around it.
 */
import type { CallPolicy } from '../data.ts'
import { noPolicies, type PolicyData, type PolicyName, policyOrder } from './call-policies.ts'

/** What some policies say. */
export type PolicyValues = { readonly [K in PolicyName]?: PolicyData<K> | undefined }

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
    (inner, values) => ({ ...basics, ...noPolicies, ...values, inner }) as CallPolicy,
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
