/** The errors by which Node.js tells that a call did not come through, by what befell it. */
import { Reason } from '../../record/reason.ts'
import type { CallError } from '../call-error.ts'

/** A code of the operating system, and the call that it failed. */
type Sign = { readonly code: string; readonly syscall: string }

const signs: ReadonlyMap<number, Sign> = new Map([
  [Reason.Refused, { code: 'ECONNREFUSED', syscall: 'connect' }],
  [Reason.NoReplica, { code: 'ECONNREFUSED', syscall: 'connect' }],
  [Reason.TooManyConnections, { code: 'ECONNREFUSED', syscall: 'connect' }],
  [Reason.TooManyFiles, { code: 'EMFILE', syscall: 'connect' }],
  [Reason.NoPortLeft, { code: 'EADDRNOTAVAIL', syscall: 'connect' }],
  [Reason.Unreachable, { code: 'EHOSTUNREACH', syscall: 'connect' }],
  [Reason.Unresolved, { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
  [Reason.Untrusted, { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', syscall: 'connect' }],
  [Reason.LostInCrash, { code: 'ECONNRESET', syscall: 'read' }],
  [Reason.CutOff, { code: 'ECONNRESET', syscall: 'read' }],
  [Reason.ConnectionReset, { code: 'ECONNRESET', syscall: 'read' }],
  [Reason.Undecodable, { code: 'HPE_INVALID_CONSTANT', syscall: 'read' }],
])

/** What a socket would have told; undefined where the callee has answered. */
export function networkError(error: CallError): (Error & Sign) | undefined {
  const sign = signs.get(error.because)
  if (sign !== undefined) return errorOf(sign, error.callee)
  if (error.kind === 'timeout') return timedOut(error.callee)
  return undefined
}

/** Whether something is one of these, and no error of code. */
export const isNetworkError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error

/** A name that nobody has. */
export const unresolved = (host: string): Error & Sign =>
  Object.assign(errorOf({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, host), { hostname: host })

/** An address at which nobody listens. */
export const refused = (host: string): Error & Sign =>
  errorOf({ code: 'ECONNREFUSED', syscall: 'connect' }, host)

/** An open connection that the other end no longer knows. */
export const reset = (host: string): Error & Sign =>
  errorOf({ code: 'ECONNRESET', syscall: 'read' }, host)

/** A connection on which nothing comes through. */
export const timedOut = (host: string): Error & Sign =>
  errorOf({ code: 'ETIMEDOUT', syscall: 'read' }, host)

/** One end speaks TLS, and the other does not. */
export const misspoken = (host: string): Error & Sign =>
  errorOf({ code: 'EPROTO', syscall: 'write' }, `${host}: wrong version number`)

/** Its stack has no frames: none is of the user's, and what code logs of it stays the same. */
function errorOf({ code, syscall }: Sign, host: string): Error & Sign {
  const error = Object.assign(new Error(`${syscall} ${code} ${host}`), { code, syscall })
  error.stack = String(error)
  return error
}
