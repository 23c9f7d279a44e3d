/** What stands in front of services: gateways, and networks that deliver content from caches. */
import type { TimeSpec } from '../kernel/distributions/index.ts'
import type { KeysOptions } from './cache-options.ts'
import type { Capacity, Component, Keeping, Kept, ServiceSpec } from './components.ts'
import { deepFrozen } from './frozen.ts'
import type { Step } from './steps.ts'

/** A content delivery network: a cache in front of an origin. */
export type CdnSpec<C extends string, Z extends string> = Capacity<Z> &
  KeysOptions & {
    /** Whom it asks for what it does not have: a component, or that call with its options. */
    readonly origin: C | Step<C>
    /** How long a look-up takes. Default 1 ms. */
    readonly latency?: TimeSpec | undefined
    /** Entries each replica holds; the least recently used makes room. Default 1,000,000. */
    readonly capacity?: number | undefined
  }

/** A content delivery network, as declared. */
export interface CdnComponent<out Origin extends string = string, out Zone extends string = string>
  extends Component<Origin, never, never, Zone> {
  readonly kind: 'cdn'
}

/**
 * A gateway or load balancer: a service that goes by its own kind wherever it is shown.
 *
 * @example gateway({ concurrency: 256, handle: [work('1ms'), call('product')] })
 */
export function gateway<
  const C extends string = never,
  const O extends string = never,
  const Z extends string = never,
  const L extends number = never,
>(spec: ServiceSpec<C, O, Z> & Keeping<L>): Component<C, O, never, Z> & Kept<L> {
  return deepFrozen({ kind: 'gateway', ...spec }) as Component<C, O, never, Z> & Kept<L>
}

/**
 * A content delivery network: it answers from its cache, or asks its origin and keeps the answer.
 * Each replica is a place with a cache of its own. Default: 10,000 requests at a time.
 *
 * @example cdn({ origin: 'product', key: zipf({ items: 10_000, exponent: 0.9 }), ttl: '60s' })
 */
export function cdn<const C extends string, const Z extends string = never>(
  spec: CdnSpec<C, Z>,
): CdnComponent<C, Z> {
  return deepFrozen({ kind: 'cdn', ...spec })
}
