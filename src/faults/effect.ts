/** What a fault changes where it strikes. What is in force adds up; nothing is ever undone. */
import type { Ms } from '../kernel/units.ts'

/** The change one fault makes, at full strength, to each request or message it touches. */
export type Effect = {
  /** Added to each handling, or to each message on a link, in milliseconds. */
  readonly addMs: Ms
  /** Work takes this many times as long. */
  readonly factor: number
  /** The share that is answered by an error, 0 to 1, and the code of that error. */
  readonly errorRate: number
  readonly errorCode: number
  /** When that error says to come again, in milliseconds from then; NaN if it does not. */
  readonly retryAfterMs: Ms
  /** The share of messages lost on the way there and on the way back, 0 to 1. */
  readonly lossThere: number
  readonly lossBack: number
  /** Nothing runs; what runs is lost. */
  readonly down: boolean
  /** While down, callers are turned away at once instead of left waiting. */
  readonly refuses: boolean
}

/** Changes nothing: what each kind of fault starts from. */
export const noEffect: Effect = Object.freeze({
  addMs: 0,
  factor: 1,
  errorRate: 0,
  errorCode: 0,
  retryAfterMs: NaN,
  lossThere: 0,
  lossBack: 0,
  down: false,
  refuses: false,
})

/**
 * What a fault can strike: something that handles requests, a way that messages take, or the
 * circuit breaker of a call.
 */
export type Place = 'handler' | 'link' | 'breaker'
