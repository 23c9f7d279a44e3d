/** The words for dependencies that cannot be had. */
import type { Duration } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { faultOf } from '../make.ts'

/**
 * The name of the target cannot be resolved: whoever has to connect to it gets an error (`name not
 * resolved`). That is each request, unless the link keeps connections (`keepAlive`): over one that
 * stands requests go on, and nobody asks for the name.
 *
 * @param target a component, a zone, a call or a link
 * @param options `after`: how long a resolver takes to say so, default no time; a silent one takes
 * 5 s by the defaults of Linux
 * @example dnsFailure('payments', { after: '5s' }).at('60s').for('30s')
 */
export function dnsFailure<const T extends string>(
  target: T,
  options: {
    /** How long a resolver takes to say so. Default no time; silent ones take 5 s by default. */
    readonly after?: Duration
  } = {},
): Fault<T> {
  return faultOf('dnsFailure', target, options)
}

/**
 * There is no way to the target: whoever calls it gets an error (`unreachable`), and no request
 * reaches it, over connections that stand neither. Unlike a `partition`, which is silent, the
 * network says so.
 *
 * @param target a component, a zone, a call or a link
 * @param options `after`: how long it takes to say so, default no time
 * @example unreachable('redis').at('60s').for('30s')
 */
export function unreachable<const T extends string>(
  target: T,
  options: {
    /** How long it takes to say so. Default no time. */
    readonly after?: Duration
  } = {},
): Fault<T> {
  return faultOf('unreachable', target, options)
}

/**
 * The certificate of the target has expired: whoever connects to it does not trust it (`certificate
 * not trusted`), and sends nothing. That is each request, unless the link keeps connections
 * (`keepAlive`): those that stand were trusted when they were made. With a `connection` that is
 * told at the end of the handshake.
 *
 * @param target a component, a zone, a call or a link
 * @example expiredCertificate('payments').at('60s').forever()
 */
export function expiredCertificate<const T extends string>(target: T): Fault<T> {
  return faultOf('expiredCertificate', target)
}

/**
 * The credentials for the target have expired: it turns away all requests, without work.
 *
 * @param target a component, a replica, a zone, or a call whose caller's credentials have
 * @param options `code`: of the error, default 401
 * @example expiredCredentials('orders->db').at('60s').for('10m')
 */
export function expiredCredentials<const T extends string>(
  target: T,
  options: {
    /** The code of the error. Default 401. */
    readonly code?: number
  } = {},
): Fault<T> {
  return faultOf('expiredCredentials', target, options)
}
