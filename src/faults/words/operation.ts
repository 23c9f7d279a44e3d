/** The words for what people and the world around do to a system. */
import type { QueueBound } from '../../kernel/queue-bound.ts'
import type { Duration, Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { faultOf, partialFaultOf } from '../make.ts'

/**
 * New code that fails, is slow, or both, on all replicas or on those that have it already.
 *
 * @param target a component, a replica or a zone
 * @param options `errorRate`: the share of requests that fail with code 500; `slowBy`: time added
 * to each; `factor`: work takes this many times as long; `share`: of replicas that have the new
 * code, default all
 * @throws UsageError when it would be as good as before
 * @example badDeployment('api', { errorRate: '30%', share: '25%' }).at('60s').for('5m')
 */
export function badDeployment<const T extends string>(
  target: T,
  options: {
    /** The share of requests that fail with code 500. Default none. */
    readonly errorRate?: Share
    /** Time added to each request. Default none. */
    readonly slowBy?: Duration
    /** Work takes this many times as long. Default 1. */
    readonly factor?: number
    /** Of the replicas: those that have the new code. Default all. */
    readonly share?: Share
  },
): Fault<T> {
  return partialFaultOf('badDeployment', target, options)
}

/**
 * A pool was made too small by a change of settings, or its queue too small or too large: each
 * replica has no more slots than these, and so many may wait. Requests inside keep their slots and
 * places; when it is over, the queue moves up.
 *
 * @param target a component, a replica or a zone
 * @param options `concurrency`: slots of each replica; `queue`: who may wait for one
 * @example misconfigure('db', { concurrency: 2 }).at('60s').for('5m')
 */
export function misconfigure<const T extends string>(
  target: T,
  options: {
    /** How many slots each replica has left. Default: as many as before. */
    readonly concurrency?: number
    /** How many may wait for a slot, `'unbounded'` for as many as come. Default: as before. */
    readonly queue?: QueueBound
  },
): Fault<T> {
  return faultOf('misconfigure', target, options)
}

/**
 * The target is taken out on purpose: what is inside is finished, new requests are turned away with
 * code 503. Nothing is lost and nothing starts cold, unlike after a `crash`.
 *
 * @param target a component, a replica, a zone, a call or a link
 * @example maintenance('db#1').at('60s').for('5m')
 */
export function maintenance<const T extends string>(target: T): Fault<T> {
  return faultOf('maintenance', target)
}

/**
 * Replicas are stopped with care and started again, as in a deployment: each leaves its balancer,
 * takes nothing new, finishes what is inside (`stop` of the component says within what time), and
 * does the steps of its `start` before it takes requests again, cold as after a crash. The next one
 * has its turn when one is ready; so a start that never succeeds holds up the rest. What it has not
 * come to when it ends stays as it is.
 *
 * @param target a component, a replica or a zone
 * @param options `atOnce`: how many replicas of a component at a time, default all of them
 * @example restart('api', { atOnce: 1 }).at('60s').for('5m')
 */
export function restart<const T extends string>(
  target: T,
  options: {
    /** How many replicas of a component are restarted at a time. Default all of them. */
    readonly atOnce?: number
  } = {},
): Fault<T> {
  return faultOf('restart', target, options)
}

/**
 * Health checks of the target fail, whatever they meet: it is well, and is taken out of use for
 * nothing. No request notices but by who is left to take it.
 *
 * @param target a component that declares `health`, a replica of it, or a zone
 * @param options `rate`: the share of probes that fail, default all
 * @example failProbes('api#0', { rate: '70%' }).at('60s').for('5m')
 */
export function failProbes<const T extends string>(
  target: T,
  options: {
    /** The share of probes that fail. Default all. */
    readonly rate?: Share
  } = {},
): Fault<T> {
  return faultOf('failProbes', target, options)
}

/**
 * The clock of the target tells another time. By it a cache judges when entries expire, and a
 * component whether the deadline that came with a request has passed; credentials that callers
 * carry look expired, or not yet valid, if they say how long they last. All else is measured by
 * stop-watches, which a wrong clock does not touch. A clock that is `fast` or `slow` drifts away
 * from the time for as long as it lasts, and is right again then; of your own code, timers that are
 * set meanwhile and stop-watches drift with it.
 *
 * @param target a component, a replica or a zone
 * @param options `ahead` or `behind`: by how much; `fast` or `slow`: how much faster or slower it
 * runs; `tokens`: how long the credentials of callers
 * last, renewed when they expire, so that their ages are spread evenly: skew / tokens of the
 * requests are turned away with code 401; default: requests carry none
 * @throws UsageError unless it is either ahead or behind, or either fast or slow
 * @example skewClock('auth', { ahead: '2m', tokens: '10m' }).at('60s').for('5m')
 */
export function skewClock<const T extends string>(
  target: T,
  options: {
    /** By how much the clock is fast. */
    readonly ahead?: Duration
    /** By how much the clock is slow. */
    readonly behind?: Duration
    /** How much faster it runs: by 1 % it gains 36 seconds an hour. Default not at all. */
    readonly fast?: Share
    /** How much slower it runs. Default not at all. */
    readonly slow?: Share
    /** How long the credentials of callers last. Default: requests carry none. */
    readonly tokens?: Duration
  },
): Fault<T> {
  return faultOf('skewClock', target, options)
}

/**
 * A cache is emptied when it begins; what happens then is up to the load. A cache with a declared
 * `hitRatio` reaches it again after its `warmUp`. A `redis(…)` forgets all of its keys, or some.
 *
 * @param target a cache or a Redis, a replica of it, or a zone
 * @param options `keys`: of a Redis the share of its keys that are forgotten, default all
 * @example flush('sessions').at('60s').for('10s')
 */
export function flush<const T extends string>(
  target: T,
  options: {
    /** Of a `redis(…)`: the share of its keys that are forgotten, drawn one by one. Default all. */
    readonly keys?: Share
  } = {},
): Fault<T> {
  return faultOf('flush', target, options)
}

/**
 * A crowd: clients send several times as many requests; or, where users do one task after another,
 * there are so many times as many of them.
 *
 * @param target clients
 * @param options `factor`: how many times as many, default 3
 * @example surge('shoppers', { factor: 5 }).from('1m').ramp('20s').for('2m')
 */
export function surge<const T extends string>(
  target: T,
  options: {
    /** How many times as many requests, or users. Default 3. */
    readonly factor?: number
  } = {},
): Fault<T> {
  return faultOf('surge', target, options)
}

/**
 * The circuit breaker of a call is held open (`isolated`), on every replica that makes it. When the
 * fault ends the breaker is closed and has forgotten what it counted.
 *
 * @param target a call that has a breaker, as `product->db`
 * @example openBreaker('product->db').when(errorRate('product->db').above('50%')).for('30s')
 */
export function openBreaker<const T extends string>(target: T): Fault<T> {
  return faultOf('openBreaker', target)
}
