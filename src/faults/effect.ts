/** What a fault changes where it strikes. What is in force adds up; nothing is ever undone. */
import type { Ms } from '../kernel/units.ts'
import type { StoreError } from './store-errors.ts'

/**
 * Where on its way a request meets an error: each request, once it is sent; the way itself, which
 * sending and connecting need alike; or only who has to connect: before, when a name is looked up,
 * or at the end of it. The code of a store: where that itself would tell such an error.
 */
export type ErrorAt = 'request' | 'route' | 'lookUp' | 'handshake' | StoreError

/**
 * What a fault that loses things takes. A whole way, on which nothing comes through; single
 * messages, each for good, whatever carries them; single packets, which the transport sends again.
 */
export type LossOf = 'way' | 'message' | 'packet'

/** A failure that has no code of its own, since no answer was made. */
export type NamedFailure = 'unreachable' | 'unresolved' | 'untrusted'

/** The change one fault makes, at full strength, to whatever it touches. */
export type Effect = {
  // To each handling, or to each message on a link.
  /** Added to it, in milliseconds. */
  readonly addMs: Ms
  /** Added to it besides: anything from nothing to this, in milliseconds. */
  readonly jitterMs: Ms
  /**
   * A message is held back for up to this, in milliseconds, so that those behind it may pass; and
   * which ones are, by their numbers since it began: null for all, each for a time of its own.
   */
  readonly heldMs: Ms
  readonly heldOnly: readonly number[] | null
  /** Work takes this many times as long. */
  readonly factor: number
  /** The share that is answered by an error, 0 to 1; what kind of error; and after how long. */
  readonly errorRate: number
  readonly errorCode: number | NamedFailure
  readonly errorAfterMs: Ms
  readonly errorAt: ErrorAt
  /** When that error says to come again, in milliseconds from then; NaN if it does not. */
  readonly retryAfterMs: Ms

  // To each answer.
  /** The share that is wrong and looks fine, 0 to 1. */
  readonly wrongRate: number
  /** The share that the caller cannot read, 0 to 1. */
  readonly garbledRate: number
  /** The share of callers who are told something wrong each time, 0 to 1. */
  readonly liedToRate: number

  // To each message.
  /** The share lost on the way there and on the way back, 0 to 1; and of what. */
  readonly lossThere: number
  readonly lossBack: number
  readonly lossOf: LossOf
  /** How many are lost in a row, in the mean; 0 where each is lost by itself. */
  readonly lossBurst: number
  /** Connections are reset so long after they were made, or when so much went over them. */
  readonly resetAfterMs: Ms
  readonly resetAfterBytes: number
  /** The chance of each bit to be wrong. */
  readonly bitErrorRate: number
  /** The share of the bandwidth that is left, over 0 to 1; and which way. */
  readonly bandwidth: number
  readonly bandwidthOf: 'both' | 'there' | 'back'

  // To the replica as a whole.
  /** Nothing runs; what runs is lost. */
  readonly down: boolean
  /** While down, callers are turned away at once instead of left waiting. */
  readonly refuses: boolean
  /** Callers are turned away at once; what is inside goes on. */
  readonly closes: boolean
  /** It is stopped and started again, with so many others at a time; 0 for not at all. */
  readonly restarts: number
  /** The share of its health checks that fail whatever they meet, 0 to 1. */
  readonly failsProbes: number
  /** Nothing goes on; nothing is lost. */
  readonly stops: boolean
  /** The share of its speed that is left, over 0 to 1. */
  readonly speed: number
  /** So many pieces of work get on at full speed; more share that. */
  readonly atOnce: number
  /** It has no more slots than these. */
  readonly slots: number
  /** So many may wait for a slot; null for as many as declared. */
  readonly places: number | null
  /** Its clock is ahead by this, in milliseconds; behind if negative. */
  readonly aheadMs: Ms
  /** How much faster its clock runs than time, 0.01 for 1 %; below 0 slower. */
  readonly drift: number
  /** The share of what it has in memory for reuse that is gone when the fault begins, 0 to 1. */
  readonly forgets: number
  /** The finite resource that it loses, with each request and with time. */
  readonly leak: Leak | null
  /** The finite resource of which nothing is left. */
  readonly exhausts: string | null

  // To clients.
  /** They send so many times as many requests. */
  readonly load: number
}

/** A finite resource that is lost bit by bit. */
export type Leak = {
  readonly of: string
  readonly perRequest: number
  readonly perMs: number
}

/** Changes nothing: what each kind of fault starts from. */
export const noEffect: Effect = Object.freeze({
  addMs: 0,
  jitterMs: 0,
  heldMs: 0,
  heldOnly: null,
  factor: 1,
  errorRate: 0,
  errorCode: 0,
  errorAfterMs: 0,
  errorAt: 'request',
  retryAfterMs: NaN,
  wrongRate: 0,
  garbledRate: 0,
  liedToRate: 0,
  lossThere: 0,
  lossBack: 0,
  lossOf: 'way',
  lossBurst: 0,
  resetAfterMs: Infinity,
  resetAfterBytes: Infinity,
  bitErrorRate: 0,
  bandwidth: 1,
  bandwidthOf: 'both',
  down: false,
  refuses: false,
  closes: false,
  restarts: 0,
  failsProbes: 0,
  stops: false,
  speed: 1,
  atOnce: Infinity,
  slots: Infinity,
  places: null,
  aheadMs: 0,
  drift: 0,
  forgets: 0,
  leak: null,
  exhausts: null,
  load: 1,
})

/**
 * What a fault can strike: something that handles requests; every way that messages take to it or
 * from it; only the ways to it; clients; the circuit breakers of a call.
 */
export type Place = 'handler' | 'link' | 'way in' | 'clients' | 'breaker'
