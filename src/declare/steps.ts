/** What a component does with a request, step by step: the words users write, as plain data. */
import type { TimeSpec } from '../kernel/distributions/index.ts'
import type { WrappedPolicy } from './real-code.ts'
import type { CachedOptions, CallOptions, OwnCachedOptions } from './calls/call-options.ts'
import type { MessageSpec } from './calls/message.ts'
import type { RecordSpec } from './calls/record.ts'
import { stepOf } from './step-text.ts'

/** One step of a handling. `Callee` remembers, for the compiler, whom it calls. */
export interface Step<out Callee extends string = string> {
  /** What it does. Made by `work`, `call`, `parallel`, … */
  readonly step:
    | 'work'
    | 'call'
    | 'publish'
    | 'parallel'
    | 'quorum'
    | 'choose'
    | 'repeat'
    | 'cached'
  /** Only for the compiler; never there when the program runs. */
  readonly callees?: Callee
}

/** What a call may say besides how it is made. */
type RecordOption = {
  /**
   * What it does to a record of a store: the one of its own `key`; else the one that the request
   * has read there; else that of the `key` by which the request was called, or of its user. All
   * that call a store share its records, which survive its crashes. Default: nothing.
   */
  readonly record?: RecordSpec | undefined
}

/** A step, or several in sequence. */
export type Steps<Callee extends string = string> = Step<Callee> | readonly Step<Callee>[]

/**
 * Work: the component is busy for a time.
 *
 * @param time a duration or a distribution
 * @param label what the work is, for journeys; default the component's name
 * @example work(logNormal({ median: '6ms', p99: '40ms' }), 'serialisation')
 */
export function work(time: TimeSpec, label?: string): Step<never> {
  return stepOf({ step: 'work', time, ...(label !== undefined && { label }) })
}

/** How a step makes a call. */
export type StepCallOptions<Callee extends string = never> = CallOptions<Callee> & {
  /**
   * A real policy of cockatiel, opossum or your own around the call, outside of all others here, as
   * `wrap` of `gameday/code` makes it. Default: none.
   */
  readonly wrap?: WrappedPolicy<Callee> | undefined
}

/**
 * A call to another component; the caller waits for the answer.
 *
 * @param callee a component, or one operation of it (`frontend.home`)
 * @example call('db', { timeout: '250ms', retry: { attempts: 3 }, optional: true })
 */
export function call<const C extends string, const F extends string = never>(
  callee: C,
  options: StepCallOptions<F> & RecordOption = {},
): Step<C | F> {
  return stepOf({ step: 'call', to: callee, ...options })
}

/**
 * A message into a queue; the producer waits until the queue has it, and for no worker.
 *
 * @param queue a component declared with `queue`
 * @example publish('orders', { timeout: '100ms', retry: { attempts: 3 } })
 * @example publish('reminders', { delay: '15m', priority: 9 })
 */
export function publish<const C extends string, const F extends string = never>(
  queue: C,
  options: CallOptions<F> & MessageSpec = {},
): Step<C | F> {
  return stepOf({ step: 'publish', to: queue, ...options })
}

/**
 * Branches at the same time; goes on when all are done, and fails as soon as one fails.
 *
 * @example parallel(call('stock'), [call('price'), work('1ms')])
 */
export function parallel<const C extends string>(...branches: readonly Steps<C>[]): Step<C> {
  return stepOf({ step: 'parallel', branches })
}

/**
 * Branches at the same time, of which so many are enough: goes on as soon as they are done, and
 * stops the others, whose answers nobody waits for any more; fails as soon as too many have failed.
 * A call that is `optional`, or falls back, counts as done.
 *
 * @param needed how many branches are to be done: from 1 to all
 * @example quorum(2, call('a'), call('b'), call('c'))
 */
export function quorum<const C extends string>(
  needed: number,
  ...branches: readonly Steps<C>[]
): Step<C> {
  return stepOf({ step: 'quorum', needed, branches })
}

/**
 * One of several ways, by weight.
 *
 * @example choose([{ weight: 9, steps: call('cacheHit') }, { weight: 1, steps: call('db') }])
 */
export function choose<const C extends string>(
  ways: readonly {
    /** How often this way is taken, as a part of the sum of all weights. */
    readonly weight: number
    /** What is done on this way. */
    readonly steps: Steps<C>
  }[],
): Step<C> {
  return stepOf({ step: 'choose', ways })
}

/**
 * The same steps several times, one after another.
 *
 * @example repeat(9, call('currency.convert'))
 */
export function repeat<const C extends string>(
  times: number,
  ...steps: readonly Step<C>[]
): Step<C> {
  return stepOf({ step: 'repeat', times, steps })
}

/**
 * Asks a cache first. A cache that fails counts as a miss. Without a name it is a cache inside each
 * replica, which takes no time and is lost with it.
 *
 * @param cache a component declared with `cache`
 * @example cached('sessions', { key: 10_000, ttl: '60s', miss: call('authDb') })
 */
export function cached<const C extends string, const D extends string>(
  cache: C,
  options: CachedOptions<D>,
): Step<C | D>
/**
 * Asks the cache inside the replica first, which takes no time and is lost with the replica.
 *
 * @example cached({ key: 200, ttl: '30s', miss: call('config') })
 */
export function cached<const D extends string>(options: OwnCachedOptions<D>): Step<D>
export function cached(cache: string | OwnCachedOptions, options?: CachedOptions<string>): Step {
  if (typeof cache !== 'string') return stepOf({ step: 'cached', ...cache })
  return stepOf({ step: 'cached', cache, ...options })
}
