/** The words of the breaker: its states, what it answers, and what it can be asked. */
import type { Ms } from '../../kernel/units.ts'

/** Where a breaker stands. What it has counted grows old by itself: that is asked of `metrics`. */
export type BreakerState =
  | { readonly name: 'closed' }
  | {
      readonly name: 'open'
      /** The instant it opened; late failures do not move it. */
      readonly openSince: Ms
      /** From this instant on a call is let through as a probe. */
      readonly until: Ms
    }
  | {
      readonly name: 'half-open'
      /** The instant it opened, before the probes. */
      readonly openSince: Ms
      /** How many more calls may be let through. */
      readonly probesLeft: number
      /** How many probes have succeeded. */
      readonly probesPassed: number
    }
  | {
      /** Held open by hand. */
      readonly name: 'isolated'
    }
  | {
      /** Out of service: every call passes, and none is counted. */
      readonly name: 'disabled'
    }

/** A call may pass. One permit serves every call of an epoch, until the state changes. */
export type Permit = {
  /** The call may go ahead. */
  readonly admitted: true
  /** Counts the changes of state and the resets, from 0. */
  readonly epoch: number
  /** Whether the call is let through half-open, to find out. */
  readonly probe: boolean
}

/** A call may not pass. One rejection serves every call of an epoch. */
export type Rejection = {
  /** The call may not. */
  readonly admitted: false
  /**
   * When it is worth asking again. While open that is the instant of the first probe. Half-open it
   * hangs on the probes under way: then it is when a next round would begin if they failed at once,
   * and once that is past, any time is as good. Infinity for a breaker held open by hand.
   */
  readonly retryAt: Ms
  /** Only where excess calls wait for the probes: ask again when the state has changed. */
  readonly waits?: true
}

/** The answer to a call that wants to pass. */
export type Admission = Permit | Rejection

/**
 * What came of a call: it went well; it failed; it ended in an error that does not count
 * (`ignored`); or nobody knows, as it was given up or never made (`cancelled`). Unless the options
 * say otherwise the last two are taken as not made.
 */
export type CallOutcome = 'ok' | 'failed' | 'ignored' | 'cancelled'

/** What a breaker has counted, as of the moment it is asked; half-open, that is its probes. */
export type BreakerMetrics = {
  readonly state: BreakerState['name']
  /** Failed over completed, 0 to 1; undefined below the minimum, and for failures in a row. */
  readonly failureRate: number | undefined
  /** Slow over completed, 0 to 1; undefined likewise. */
  readonly slowCallRate: number | undefined
  /** Calls the rule holds, completed ones unless `counts` says otherwise. */
  readonly completed: number
  /** Those of them that failed. */
  readonly failed: number
  /** Those of them that took longer than `slowCallDuration`. */
  readonly slow: number
  /** Calls rejected since the breaker was made or reset. */
  readonly notPermitted: number
  /** How often it has opened since it was last closed. */
  readonly openings: number
}

/** Told of each change of state after it has happened. */
export type TransitionListener = (
  from: BreakerState['name'],
  to: BreakerState['name'],
  now: Ms,
) => void
