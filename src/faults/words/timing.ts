/** The words for what is too late. */
import type { Duration, Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { faultOf, partialFaultOf } from '../make.ts'
import type { ways } from '../option.ts'

/**
 * Everything on the target takes longer. On a component each request holds its slot for the added
 * time (on an event loop it only waits); on a call or a link each message there is late. Work that
 * is under way when it begins is as quick as it was.
 *
 * @param target a component, a replica, a call (`product->db`), a link, a zone or clients
 * @param options `by`: time added to each request; `factor`: work takes this
 * many times as long (components only)
 * @throws UsageError when it would change nothing or make things faster
 * @example slow('db', { by: '2s' }).at('60s').for('30s')
 */
export function slow<const T extends string>(
  target: T,
  options: {
    /** Time added to each request, or on a call to each message there. */
    readonly by?: Duration
    /** Work takes this many times as long; components only. Default 1. */
    readonly factor?: number
  },
): Fault<T> {
  return faultOf('slow', target, options)
}

/**
 * Messages there are late, on all links of the target.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `by`: time added to each message; `jitter`: added besides, anything from nothing
 * to this; `plusMinus`: it goes both ways instead
 * @throws UsageError when it would change nothing
 * @example delay('db', { by: '100ms', jitter: '50ms' }).at('60s').for('30s')
 */
export function delay<const T extends string>(
  target: T,
  options: {
    /** Time added to each message there. */
    readonly by?: Duration
    /** Added besides: anything from nothing to this. Default none. */
    readonly jitter?: Duration
    /** Whether jitter goes both ways: by ± jitter, as in netem. Default false. */
    readonly plusMinus?: boolean
  },
): Fault<T> {
  return faultOf('delay', target, options)
}

/**
 * Messages may pass each other on all links of the target, both ways: requests, answers, and what
 * clients and stores say over their connections. Each one is held back for any time up to a window,
 * or those that are picked for the whole of it, so that what comes behind within that time arrives
 * first. On one connection bytes stay in their order, as with TCP.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `within`: the window; `messages`: which ones are held back, counted from 1 since
 * it began, default all, each for a time of its own
 * @throws UsageError for a window of no time, and for what are no numbers of messages
 * @example
 * reorder('web->db', { within: '5ms' }).share('30%').at('60s').for('30s')
 * reorder('web->db', { within: '5ms', messages: [2, 5] }).at('60s').for('1s')
 */
export function reorder<const T extends string>(
  target: T,
  options: {
    /** How long a message is held back at most. */
    readonly within: Duration
    /**
     * Which ones are held back, each for the whole window: their numbers, counted from 1 since the
     * fault began. Default: all, or the share that is touched, each for a time drawn evenly.
     */
    readonly messages?: readonly number[] | undefined
  },
): Fault<T> {
  return faultOf('reorder', target, options)
}

/**
 * The world stops, as for the collection of garbage: nothing inside goes on, and nothing is lost.
 * What is under way ends later by what is left of the pause; requests still come in, into slots and
 * the queue, and begin when it is over. Answers to the target's own calls are taken, but acted upon
 * when it is over; its time-outs go by the clock, and no retry is sent before it is over.
 *
 * @param target a component, a replica or a zone
 * @example pause('db').at('60s').for('800ms')
 */
export function pause<const T extends string>(target: T): Fault<T> {
  return faultOf('pause', target)
}

/**
 * Only a share of the processor is left. Work takes 1 / share times as long, also what is under
 * way. Of a component with `resources: { cpu: … }` it is the share of its cores.
 *
 * @param target a component, a replica or a zone
 * @param options `to`: what is left
 * @example throttleCpu('api', { to: '20%' }).at('60s').for('30s')
 */
export function throttleCpu<const T extends string>(
  target: T,
  options: {
    /** The share of the processor that is left. */
    readonly to: Share
  },
): Fault<T> {
  return faultOf('throttleCpu', target, options)
}

/**
 * The disk is busy with something else, a backup or a rebuild. Work has to wait for it: it takes
 * 1 / (1 - busy) times as long, as at an M/M/1 queue.
 *
 * @param target a component, a replica or a zone
 * @param options `busy`: the share of time for which it is, default 90 % (ten times as long)
 * @example saturateDisk('db', { busy: '95%' }).from('1m').ramp('30s').forever()
 */
export function saturateDisk<const T extends string>(
  target: T,
  options: {
    /** The share of time for which the disk is busy. Default 90 %, ten times as long. */
    readonly busy?: Share
  } = {},
): Fault<T> {
  return faultOf('saturateDisk', target, options)
}

/**
 * All work needs the same lock: however many requests are inside a replica, they get on together no
 * faster than so many. A request takes the lock many times for a short while each, so all that
 * work share it equally.
 *
 * @param target a component, a replica or a zone
 * @param options `atOnce`: how many get on at full speed, default 1
 * @example contend('db', { atOnce: 2 }).at('60s').for('30s')
 */
export function contend<const T extends string>(
  target: T,
  options: {
    /** How many get on at full speed. Default 1. */
    readonly atOnce?: number
  } = {},
): Fault<T> {
  return faultOf('contend', target, options)
}

/**
 * Queries that miss their index: work takes many times as long, for a share of requests.
 *
 * @param target a component, a replica or a zone
 * @param options `factor`: how many times as long, default 10; `share`: of requests, default all
 * @example slowQueries('db', { factor: 50, share: '5%' }).at('60s').for('30s')
 */
export function slowQueries<const T extends string>(
  target: T,
  options: {
    /** How many times as long work takes. Default 10. */
    readonly factor?: number
    /** The share of requests that is touched. Default all. */
    readonly share?: Share
  } = {},
): Fault<T> {
  return partialFaultOf('slowQueries', target, options)
}

/**
 * Only a share of the bandwidth is left: transmission takes 1 / share times as long. Where messages
 * have no size, or links no bandwidth, it changes nothing.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `to`: what is left; `way`: of messages `there`, `back`, or `both` (default)
 * @example throttleBandwidth('web->db', { to: '10%' }).at('60s').for('30s')
 */
export function throttleBandwidth<const T extends string>(
  target: T,
  options: {
    /** The share of the bandwidth that is left. */
    readonly to: Share
    /** Of which messages: `there`, `back`, or `both`, which is the default. */
    readonly way?: (typeof ways)[number]
  },
): Fault<T> {
  return faultOf('throttleBandwidth', target, options)
}
