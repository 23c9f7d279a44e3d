/** The error that code gets when a call of its fails. */
import { Outcome } from '../record/outcome.ts'
import { Reason, reasonText } from '../record/reason.ts'

/** How a call failed. */
export type CallFailure = {
  /** `error`: the callee answered with one; `timeout`: nobody waits any longer; `rejected`. */
  readonly kind: 'error' | 'timeout' | 'rejected'
  /** What went wrong, as reports say it: `503`, `queue full`, `connection refused`. */
  readonly reason: string
  /** The code of the error: that of the answer, or 503 and 504 for what was no answer. */
  readonly status: number
  /** What the callee answered, if it did. */
  readonly answer: unknown
  /** The number of the reason in recordings: a code over 0, or one below for what was no answer. */
  readonly because: number
}

/**
 * A call of code has failed: with what was answered, or because no answer came.
 *
 * @example
 * code(async (request, { call }) => {
 *   try { return await call('rates', request) }
 *   catch (error) { if (error instanceof CallError && error.status === 503) return { rate: 1 } }
 * }, { calls: ['rates'] })
 */
export class CallError extends Error implements CallFailure {
  override readonly name = 'CallError'
  readonly kind: CallFailure['kind']
  readonly reason: string
  readonly status: number
  readonly answer: unknown
  readonly because: number
  /** Whom the call was for. */
  readonly callee: string

  /** Made by `call`. */
  constructor(callee: string, { kind, reason, status, answer, because }: CallFailure) {
    super(`call of ${callee} failed: ${reason}`)
    this.callee = callee
    this.kind = kind
    this.reason = reason
    this.status = status
    this.answer = answer
    this.because = because
  }
}

/** What became of a call, as code is told of it. */
export function failureOf(outcome: Outcome, reason: number, answer: unknown): CallFailure {
  const kind = kinds.get(outcome) ?? 'error'
  const isAnswered = kind === 'error' && reason > 0
  const status = isAnswered ? reason : kind === 'timeout' ? TIMED_OUT : UNAVAILABLE
  const text = reason === Reason.None ? kind : reasonText(reason)
  return { kind, reason: text, status, answer: isAnswered ? answer : undefined, because: reason }
}

const TIMED_OUT = 504
const UNAVAILABLE = 503

const kinds: ReadonlyMap<Outcome, CallFailure['kind']> = new Map([
  [Outcome.Timeout, 'timeout'],
  [Outcome.Rejected, 'rejected'],
])
