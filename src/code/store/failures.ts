/** The error of the network with which a connection to a store fails. */
import { Reason } from '../../record/reason.ts'
import { CallError } from '../call-error.ts'
import { networkError, refused, reset, timedOut } from '../http/network-errors.ts'

/** Why nobody was met: by the number of a reason, or 0 where nothing came through. */
export function whyNotMet(callee: string, reason: number): Error {
  if (reason === 0) return timedOut(callee)
  const failure = { kind: 'error', reason: '', status: 503, answer: undefined } as const
  const because = reason > 0 ? Reason.Refused : reason
  return networkError(new CallError(callee, { ...failure, because })) ?? refused(callee)
}

/** Why a connection that stood is over: by how a call over it has failed. */
export const whyBroken = (callee: string, error: Error): Error => met(error) ?? reset(callee)

/** Why a connection was not made: by how the call for it has failed. */
export const whyNotMade = (callee: string, error: Error): Error => met(error) ?? refused(callee)

/** Why what is said over a connection does not arrive: by the number of a reason, or 0. */
export const whyUnheard = (callee: string, reason: number): Error =>
  reason > 0 ? reset(callee) : whyNotMet(callee, reason)

/** What a call met in the network, if that is why it has failed. */
const met = (error: Error): Error | undefined =>
  error instanceof CallError ? networkError(error) : undefined
