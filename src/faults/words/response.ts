/** The words for answers that are errors, that cannot be read, and that are wrong. */
import type { Duration, Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { faultOf } from '../make.ts'
import type { StoreError } from '../store-errors.ts'

/**
 * A share of requests is answered by an error, without work. A real store tells its own errors, by
 * their codes: a PostgreSQL fails statements and rolls their transaction back (`'40001'`,
 * `'40P01'`), or turns away who connects (`'57P03'`, `'53300'`); a Redis refuses commands
 * (`'READONLY'`: those that write). By a number, connections to a store are refused and reset.
 *
 * @param target a component, a replica, a call, a zone or clients
 * @param options `rate`: the share, default all; `code`: of the error, default 500; `retryAfter`:
 * when the error tells its caller to come again, by default it does not
 * @example errors('redis', { rate: 0.3, code: 503 }).from('1m').ramp('30s').forever()
 */
export function errors<const T extends string>(
  target: T,
  options: {
    /** The share of requests that fails. Default all. */
    readonly rate?: Share
    /** The code of the error; of a store also one of its own, such as `'40001'`. Default 500. */
    readonly code?: number | StoreError
    /** When the error tells its caller to come again. Default: it does not say. */
    readonly retryAfter?: Duration
  } = {},
): Fault<T> {
  return faultOf('errors', target, options)
}

/**
 * Answers are wrong and look fine: a bug, corrupted data. Nobody notices, no retry and no breaker
 * helps; whatever is made of such an answer is `incorrect`, and does not count as available.
 *
 * @param target a component, a replica, a call, a link or a zone
 * @param options `rate`: the share of answers, default all
 * @example corrupt('db', { rate: '1%' }).at('60s').for('30s')
 */
export function corrupt<const T extends string>(
  target: T,
  options: {
    /** The share of answers that is wrong. Default all. */
    readonly rate?: Share
  } = {},
): Fault<T> {
  return faultOf('corrupt', target, options)
}

/**
 * Answers were right once: replication lags, or a cache was not told. They count as `incorrect`. A
 * cache that does not know has nothing stale to say: of a cache only hits are touched.
 *
 * @param target a component, a replica, a call, a link or a zone
 * @param options `rate`: the share of answers, default all
 * @example stale('sessions', { rate: '20%' }).at('60s').for('30s')
 */
export function stale<const T extends string>(
  target: T,
  options: {
    /** The share of answers that is stale. Default all. */
    readonly rate?: Share
  } = {},
): Fault<T> {
  return faultOf('stale', target, options)
}

/**
 * Answers cannot be read: the work is done, and the caller learns of an error.
 *
 * @param target a component, a replica, a call, a link or a zone
 * @param options `rate`: the share of answers, default all
 * @example undecodable('payments', { rate: '5%' }).at('60s').for('30s')
 */
export function undecodable<const T extends string>(
  target: T,
  options: {
    /** The share of answers that cannot be read. Default all. */
    readonly rate?: Share
  } = {},
): Fault<T> {
  return faultOf('undecodable', target, options)
}

/**
 * Different callers see different answers. For each replica that answers and each replica that
 * asks, chance decides once whether it is lied to, and then it always is: replicas disagree, and so
 * do those who ask the same one. Lies look fine and count as `incorrect`.
 *
 * @param target a component, a replica, a call, a link or a zone
 * @param options `rate`: the share of callers that are lied to, default a half
 * @example lie('ledger#2', { rate: '50%' }).at('60s').for('30s')
 */
export function lie<const T extends string>(
  target: T,
  options: {
    /** The share of callers that are lied to. Default a half. */
    readonly rate?: Share
  } = {},
): Fault<T> {
  return faultOf('lie', target, options)
}

/**
 * Bits change on the way, unnoticed. An answer is `incorrect` with the chance 1 - (1 - rate)^bits,
 * where bits are those of request and answer: messages without a size (`request`,
 * `response`) have none.
 *
 * @param target a call, a link, or a component, zone or clients with all their links
 * @param options `rate`: the chance of one bit to be wrong, default one in a million
 * @example flipBits('web->db', { rate: 1e-7 }).at('60s').for('30s')
 */
export function flipBits<const T extends string>(
  target: T,
  options: {
    /** The chance of one bit to be wrong. Default one in a million. */
    readonly rate?: number
  } = {},
): Fault<T> {
  return faultOf('flipBits', target, options)
}
