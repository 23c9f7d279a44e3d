/** Dependencies that cannot be had: no address, no way there, no trust, no right to ask. */
import { faultKind } from '../kind.ts'
import { code, time, unless } from '../option.ts'

const UNAUTHORIZED = 401

export const dependencyFailures = {
  /** Its name cannot be resolved: who has a connection does not ask for it. */
  dnsFailure: faultKind('dnsFailure', {
    options: { after: unless(time, 0) },
    strikes: 'way in',
    alsoOnLinks: () => true,
    effect: ({ after }) => ({
      errorRate: 1,
      errorCode: 'unresolved',
      errorAfterMs: after,
      errorAt: 'lookUp',
    }),
  }),
  /** There is no way to it, with a connection or without. */
  unreachable: faultKind('unreachable', {
    options: { after: unless(time, 0) },
    strikes: 'way in',
    alsoOnLinks: () => true,
    effect: ({ after }) => ({
      errorRate: 1,
      errorCode: 'unreachable',
      errorAfterMs: after,
      errorAt: 'route',
    }),
  }),
  /** Its callers no longer trust it when they connect. */
  expiredCertificate: faultKind('expiredCertificate', {
    options: {},
    strikes: 'way in',
    alsoOnLinks: () => true,
    effect: () => ({ errorRate: 1, errorCode: 'untrusted', errorAt: 'handshake' }),
  }),
  /** It no longer trusts its callers. */
  expiredCredentials: faultKind('expiredCredentials', {
    options: { code: unless(code, UNAUTHORIZED) },
    strikes: 'handler',
    alsoOnLinks: () => true,
    effect: ({ code }) => ({ errorRate: 1, errorCode: code }),
  }),
}
