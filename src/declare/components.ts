/**
 * The parts of a system: the words users write, as plain data. `system` checks them all at once.
 */
import type { TimeSpec } from '../kernel/distributions/index.ts'
import type { QueueBound } from '../kernel/queue-bound.ts'
import type { Duration, Share } from '../kernel/units.ts'
import type { ReplicasSpec, Spread } from './balancing.ts'
import { deepFrozen } from './frozen.ts'
import type { ConcurrencyLimitSpec } from './calls/policy-specs.ts'
import type { IntakeLimitSpec, SheddingSpec } from './intake-policies.ts'
import type { LifecycleSpec } from './lifecycle.ts'
import type { ListenSpec } from './network/listen.ts'
import type { ResourcesSpec } from './resources.ts'
import type { AnswerWords } from './said.ts'
import type { Steps } from './steps.ts'

/** What a part of a system is. */
export const componentKinds = [
  'clients',
  'cdn',
  'gateway',
  'service',
  'store',
  'cache',
  'queue',
  'worker',
  'external',
  'code',
  'app',
] as const
/** The kind of a part: `service`, `store`, … */
export type ComponentKind = (typeof componentKinds)[number]

/**
 * A part of a system, as declared. The type parameters remember, for the compiler, whom it calls,
 * which operations and request classes it has, and in which zone it is.
 */
export interface Component<
  out Callee extends string = string,
  out Operation extends string = string,
  out RequestClass extends string = string,
  out Zone extends string = string,
> {
  readonly kind: ComponentKind
  /** Only for the compiler; never there when the program runs. */
  readonly types?: {
    readonly callee: Callee
    readonly operation: Operation
    readonly requestClass: RequestClass
    readonly zone: Zone
  }
}

/** Where replicas run, how many there are, how one is chosen, and how they start and stop. */
type Pool<Z extends string, C extends string> = Spread<Z> & ReplicasSpec<C> & LifecycleSpec<C>

/** What every component that handles requests can say. */
export type Capacity<Z extends string, C extends string = never> = Pool<Z, C> & {
  /** Requests handled at the same time by one replica. */
  readonly concurrency?: number | undefined
  /**
   * Requests that may wait for a slot in one replica; further ones are rejected. Default 1000. With
   * `'unbounded'` none is, and a run ends with an error when memory is full of them. What was let
   * in once may wait again (`nonBlocking`), and is not rejected then.
   */
  readonly queue?: QueueBound | undefined
  /**
   * Who waits in which order, and whose request is shed. Default: first come, first served, and who
   * finds the queue full is rejected. With `nonBlocking` requests do not wait before they begin, so
   * there is nothing to shed.
   */
  readonly shedding?: SheddingSpec | undefined
  /**
   * No more requests inside one replica, waiting or working, than this, which adapts to how they
   * fare. Default: as many as slots and queue hold.
   */
  readonly limit?: ConcurrencyLimitSpec | undefined
  /** The share of requests that fail by themselves, with code 500. Default 0. */
  readonly errorRate?: Share | undefined
  /**
   * How likely a request conflicts with one other that holds a slot of the same replica when it is
   * done, and fails, with code 409: with n others, 1 − (1 − `conflictRate`)ⁿ of them do. Where two
   * requests conflict because of what they write, let them: see `record` of a call. Default 0.
   *
   * @example store({ concurrency: 50, time: '5ms', conflictRate: '0.2%' })
   */
  readonly conflictRate?: Share | undefined
  /** How many requests it takes in how much time; the rest get code 429. Default: no limit. */
  readonly rateLimit?: IntakeLimitSpec | undefined
  /** What of each replica is finite, besides slots: memory, cores, … Default: nothing. */
  readonly resources?: ResourcesSpec | undefined
  /** How it takes connections: how many, for how long, how fast. Default: any number, at once. */
  readonly listen?: ListenSpec | undefined
}

/** What each replica keeps for itself. */
export type Keeping<L extends number> = {
  /**
   * Entries that each replica keeps in a cache of its own, asked by `cached({ … })` without a name;
   * the least recently used makes room. Its numbers are asked by the name of the component:
   * `run.cache('web')`. Default: it keeps none.
   */
  readonly localCache?: L | undefined
}

/** Remembers, for the compiler, that there is a cache inside. */
export type Kept<L extends number> = [L] extends [never] ? unknown : { readonly localCache: L }

/** A service: what it does with a request, or with each kind of request. */
export type ServiceSpec<C extends string, O extends string, Z extends string> = Capacity<Z, C> & {
  /**
   * A slot is held only while working, as in an event loop. Default false: one thread a request.
   */
  readonly nonBlocking?: boolean | undefined
} & (
    | {
        /** What it does with a request. */
        readonly handle: Steps<C>
      }
    | {
        /** What it does with each kind of request; they are called as `service.operation`. */
        readonly operations: { readonly [Name in O]: Steps<C> }
      }
  )

/** A database or another store: it answers after a time, calling no one. */
export type StoreSpec<Z extends string> = Capacity<Z> & {
  /** How long a request takes it. */
  readonly time: TimeSpec
  /**
   * What it answers, for components of code: a value, or a function of the request, such as
   * `request => ({ status: 200, body: { rate: 1.1 } })`. Default: nothing.
   */
  readonly answers?: AnswerWords | undefined
}

/** A cache: a store that knows, or does not. */
export type CacheSpec<Z extends string> = Capacity<Z> & {
  /** How long a look-up takes. Default 0.5 ms. */
  readonly latency?: TimeSpec | undefined
  /** Entries it holds; the least recently used makes room. Default 1,000,000. */
  readonly capacity?: number | undefined
  /** After a restart, how long until a declared `hitRatio` is reached again. Default 30 s. */
  readonly warmUp?: Duration | undefined
}

/** A cache, as declared. */
export interface CacheComponent<out Zone extends string = string>
  extends Component<never, never, never, Zone> {
  readonly kind: 'cache'
}

/** A service of somebody else: as many requests at once as you like, after a time. */
export type ExternalSpec<Z extends string> = Capacity<Z> & {
  /** How long a request takes it. */
  readonly time: TimeSpec
  /**
   * What it answers, for components of code: a value, or a function of the request, such as
   * `request => ({ status: 200, body: { rate: 1.1 } })`. Default: nothing.
   */
  readonly answers?: AnswerWords | undefined
}

/**
 * A service. Defaults: 100 requests at a time, or 1 if `nonBlocking`.
 *
 * @example service({ concurrency: 64, queue: 200, handle: [work('2ms'), call('db')] })
 */
export function service<
  const C extends string = never,
  const O extends string = never,
  const Z extends string = never,
  const L extends number = never,
>(spec: ServiceSpec<C, O, Z> & Keeping<L>): Component<C, O, never, Z> & Kept<L> {
  return deepFrozen({ kind: 'service', ...spec }) as Component<C, O, never, Z> & Kept<L>
}

/**
 * A database or another store. Default: 100 requests at a time.
 *
 * @example store({ concurrency: 20, time: logNormal({ median: '6ms', p99: '40ms' }) })
 */
export function store<const Z extends string = never>(
  spec: StoreSpec<Z>,
): Component<never, never, never, Z> {
  return deepFrozen({ kind: 'store', ...spec })
}

/**
 * A cache, asked by the step `cached`. Default: 1000 look-ups at a time.
 *
 * @example cache({ capacity: 50_000, latency: '0.4ms' })
 */
export function cache<const Z extends string = never>(spec: CacheSpec<Z> = {}): CacheComponent<Z> {
  return deepFrozen({ kind: 'cache', ...spec })
}

/**
 * A service of somebody else. Default: 10,000 requests at a time.
 *
 * @example external({ time: logNormal({ median: '80ms', p99: '400ms' }), errorRate: '0.1%' })
 */
export function external<const Z extends string = never>(
  spec: ExternalSpec<Z>,
): Component<never, never, never, Z> {
  return deepFrozen({ kind: 'external', ...spec })
}
