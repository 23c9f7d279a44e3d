/** Makes a fault of any kind: the one way in, for the words as for JSON. */
import { UsageError } from '../kernel/errors.ts'
import { check, isRecord } from '../kernel/schema.ts'
import type { Share } from '../kernel/units.ts'
import { Fault } from './fault.ts'
import { type FaultKind, kindOf } from './kinds.ts'
import { named } from './named.ts'
import { quoted } from './sentence.ts'

/**
 * A fault of a kind, in force all the time.
 *
 * @param options as its word takes them
 * @throws UsageError with every mistake in them
 */
export function faultOf<const T extends string>(
  kind: FaultKind,
  target: T,
  options: object = {},
): Fault<T> {
  const result = check(kindOf({ kind }).schema, options, `${kind}(${quoted(named(target, kind))})`)
  if (result.ok) return new Fault(target, result.value)
  throw new UsageError(result.problems)
}

/**
 * The same, of a part: the share of requests or of replicas that it touches is one of the options.
 *
 * @throws UsageError with every mistake in them
 */
export function partialFaultOf<const T extends string>(
  kind: FaultKind,
  target: T,
  options: { readonly share?: Share } = {},
): Fault<T> {
  if (!isRecord(options)) return faultOf(kind, target, options)
  const { share = 1, ...others } = options
  return faultOf(kind, target, others).share(share)
}
