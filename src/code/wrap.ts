/** The word that puts a policy of another library around a call between models. */
import type { WrappedPolicy } from '../declare/real-code.ts'
import { shown } from '../kernel/schema.ts'
import { RealFunction } from './real-function.ts'
import { WrappedCall } from './wrapped-call.ts'

/**
 * Makes the call: settles with its answer, or with a `CallError`. A policy may ask several times.
 *
 * @param context what gives this attempt up, as cockatiel hands it over
 */
export type Ask = (context?: { readonly signal?: AbortSignal | undefined }) => Promise<unknown>

/** A policy: of cockatiel (`execute`), of opossum (`fire`), or a function that asks. */
export type RealPolicy =
  | { execute(ask: Ask, signal?: AbortSignal): PromiseLike<unknown> }
  | { fire(ask: Ask): PromiseLike<unknown> }
  | ((ask: Ask, signal: AbortSignal) => unknown)

/**
 * A real policy around a call between modelled components, for the option `wrap` of `call`. It runs
 * on virtual time, and is made anew in each replica, and after each crash. Its circuit breakers are
 * on the record. A run of such a system is awaited, as any with code in it.
 *
 * @param make makes the policy; what opossum is to guard is handed to it
 * @example
 * import Opossum from 'opossum'
 *
 * const guarded = call('db', {
 *   timeout: '250ms',
 *   wrap: wrap(ask => new Opossum(ask, { resetTimeout: 1000, timeout: false })),
 * })
 */
export function wrap(make: (ask: (ask: Ask) => Promise<unknown>) => RealPolicy): WrappedPolicy {
  const isFunction = typeof make === 'function'
  const what = `${shown(make)} is no function`
  const mistakes = isFunction ? [] : [{ what, fix: 'write wrap(() => circuitBreaker(…))' }]
  return new RealFunction(inside => new WrappedCall(make, inside), { mistakes })
}
