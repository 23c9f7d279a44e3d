/** What may be said of a call: sizes, time limits, and the policies around it. */
import type { Distribution, Zipf } from '../../kernel/distributions/index.ts'
import type { Size } from '../../kernel/units.ts'
import type { KeysOptions } from '../cache-options.ts'
import type { CallPolicies } from './policy-specs.ts'
import type { Steps } from '../steps.ts'

/** How a caller makes a call and what it does when the call fails. */
export type CallOptions<Callee extends string = never> = CallPolicies<Callee> & {
  /**
   * The policies in an order of your own, the outermost first, each in an entry of its own; one may
   * come twice. Then none of them stands beside the list. The usual order is fallback, deadline,
   * rateLimit, bulkhead, limit, throttle, hedge, retry, breaker, timeout.
   */
  readonly policies?: readonly PolicyEntry<Callee>[] | undefined
  /** A failure degrades the caller instead of failing it. Default false. */
  readonly optional?: boolean | undefined
  /** The callee is told to stop when the caller gives up. Default: it works on, in vain. */
  readonly cancel?: boolean | undefined
  /**
   * The callee knows when the caller will give up: it stops then, and waits for no retry that could
   * not be done by then. Default: what the system says, which is false unless declared.
   */
  readonly propagate?: boolean | undefined
  /**
   * The key of each call, where the callee chooses its replicas by key: one of so many, all alike
   * often, or by `zipf`. Default: that of the user, or of the request, for whom it is made.
   */
  readonly key?: number | Zipf | undefined
  /** The size of the request on the wire, or a law whose numbers are bytes. Default 0. */
  readonly request?: Size | Distribution | undefined
  /** The size of the response on the wire, or a law whose numbers are bytes. Default 0. */
  readonly response?: Size | Distribution | undefined
}

/** One policy of a call, by the name of its option. */
export type PolicyEntry<Callee extends string = never> = {
  [K in keyof CallPolicies]-?: { readonly [Only in K]: NonNullable<CallPolicies<Callee>[Only]> }
}[keyof CallPolicies]

/** How the cache inside a replica is asked. */
export type OwnCachedOptions<Callee extends string = string> = KeysOptions & {
  /** Steps on a miss; then the cache holds the answer. */
  readonly miss: Steps<Callee>
}

/** How a cache is asked, and what happens when it does not know, or does not answer. */
export type CachedOptions<Callee extends string = never> = Omit<
  CallOptions,
  'optional' | 'fallback' | 'key'
> &
  KeysOptions & {
    /** Steps on a miss; then the cache holds the answer. */
    readonly miss: Steps<Callee>
  }
