/** The words for what stops and what is left out. */
import type { Duration, Share, Size } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import type { ways } from '../option.ts'
import { faultOf } from '../make.ts'

type OneWay = {
  /** Whether requests are lost (`'there'`), answers (`'back'`), or `'both'`, the default. */
  readonly way?: (typeof ways)[number]
}

type Loss = OneWay & {
  /** The share of messages, or of packets, that is lost. Default 10 %. */
  readonly rate?: Share
  /**
   * How many are lost in a row, in the mean (Gilbert's channel), counted each way over all that the
   * fault meets. Default: each is lost by itself.
   */
  readonly burst?: number
}

/**
 * The target stops: it answers nothing, what it was doing is lost, and when the fault ends it
 * starts again cold (empty queue, empty caches, breakers closed).
 *
 * @param target a component, one replica of it (`db#0`) or a zone (`zone:eu`)
 * @param options `refuse`: callers are turned away at once instead of left waiting; default false
 * @example crash('auth').at('10s').for('5s')
 */
export function crash<const T extends string>(
  target: T,
  options: {
    /** Whether callers are turned away at once instead of left waiting. Default false. */
    readonly refuse?: boolean
  } = {},
): Fault<T> {
  return faultOf('crash', target, options)
}

/**
 * Messages are lost on the way, all of them. Messages already under way when it begins still
 * arrive. Where the link has a transport, since it declares `loss`, that sends again what was lost:
 * a short partition only delays.
 *
 * @param target a call (`product->db`), a link (`eu<->us`), or a component, zone or clients to be
 * cut off from all others
 * @param options `way`: lose them `there`, `back`, or `both` (default)
 * @example partition('product->db', { way: 'back' }).at('10s').for('20s')
 */
export function partition<const T extends string>(target: T, options: OneWay = {}): Fault<T> {
  return faultOf('partition', target, options)
}

/**
 * Some messages are lost on the way, each by itself and for good, whatever the link is made of: a
 * request that came through may still lose its answer, so of both ways (1 - rate)² come through.
 * What a network loses of packets is `packetLoss`: the transport sends them again.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `rate`: the share of messages, default 10 %; `burst`: how many in a row, in the
 * mean; `way`: `there`, `back`, or `both` (default)
 * @example drop('product->db', { rate: '2%' }).at('10s').for('20s')
 */
export function drop<const T extends string>(target: T, options: Loss = {}): Fault<T> {
  return faultOf('drop', target, options)
}

/**
 * Some packets are lost on the way, each by itself, as `loss` of a link loses them: the transport
 * notices and sends again, so that messages are late, and only those lost for good time and again.
 * It waits as the link says under `loss`; where that says nothing, 200 ms and then twice as long
 * each time, 6 times. Over a link with `transport: 'none'` nothing is sent again.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `rate`: the share of packets, each try anew, default 10 %; `burst`: how many in a
 * row, in the mean; `way`: `there`, `back`, or `both` (default)
 * @example packetLoss('product->db', { rate: '2%' }).at('10s').for('20s')
 */
export function packetLoss<const T extends string>(target: T, options: Loss = {}): Fault<T> {
  return faultOf('packetLoss', target, options)
}

/**
 * Connections are reset, as by what stands between two ends and forgets them: all whose requests
 * are on one get an error (`connection reset`) at once, however long the callee goes on with them,
 * and the next makes another. Those that are there when it begins count from then on. Without
 * options each is reset as soon as there is one.
 *
 * @param target a call, a link, or a component, zone or clients with all their links that declare
 * `connection` or `keepAlive`, or over which code opens sockets to other code or to a store
 * @param options `after`: how long it has lasted; `bytes`: how much has been sent over it, both
 * ways. Of a share (`.share('20%')`) of connections
 * @example resetConnections('web->db', { after: '10s' }).at('60s').for('30s')
 */
export function resetConnections<const T extends string>(
  target: T,
  options: {
    /** So long after it was made, or after the fault began. Default at once, without `bytes`. */
    readonly after?: Duration
    /** When so much has been sent over it, requests and answers together. Default any amount. */
    readonly bytes?: Size
  } = {},
): Fault<T> {
  return faultOf('resetConnections', target, options)
}

/**
 * The disk is full: requests that write fail with code 507, without work; those that read go on.
 *
 * @param target a component, a replica or a zone
 * @param options `writes`: the share of requests that write, default all
 * @example diskFull('db', { writes: '30%' }).at('10s').for('20s')
 */
export function diskFull<const T extends string>(
  target: T,
  options: {
    /** The share of requests that write. Default all. */
    readonly writes?: Share
  } = {},
): Fault<T> {
  return faultOf('diskFull', target, options)
}
