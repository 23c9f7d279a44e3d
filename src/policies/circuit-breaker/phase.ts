/** Where a breaker stands, with all that it keeps while it stands there. */
import type { Ms } from '../../kernel/units.ts'
import type { Round } from './round.ts'
import type { BreakerState, Rejection } from './state.ts'
import type { Counts } from './tripping-rule.ts'

/** Every call passes; disabled, none is counted. */
export type Passing = { readonly name: 'closed' } | { readonly name: 'disabled' }

/** Every call is rejected until some time. */
export type Open = {
  readonly name: 'open'
  readonly openSince: Ms
  readonly until: Ms
  readonly rejection: Rejection
}

/** A few calls pass, to find out. */
export type HalfOpen = {
  /** The state it is in. */
  readonly name: 'half-open'
  /** When it opened. */
  readonly openSince: Ms
  /** What is answered while it is open. */
  readonly rejection: Rejection
  /** The round of probes under way. */
  readonly round: Round
  /** How many probes may still be admitted. */
  left: number
  /** How many probes have not ended. */
  underWay: number
  /** How many probes have passed. */
  passed: number
  failed: number
  slow: number
  completed: number
}

/** Every call is rejected until all who hold it open let go. */
export type Isolated = {
  readonly name: 'isolated'
  readonly rejection: Rejection
  holders: number
  /** Where it stands once they have let go. */
  after: Passing
}

/** One shape for each state. */
export type Phase = Passing | Open | HalfOpen | Isolated

export const CLOSED: Passing = Object.freeze({ name: 'closed' })
export const DISABLED: Passing = Object.freeze({ name: 'disabled' })

/** Held open by one. @param after where it stands when let go */
export const isolated = (after: Passing): Isolated => ({
  name: 'isolated',
  rejection: { admitted: false, retryAt: Infinity },
  holders: 1,
  after,
})

/** A picture of it, which later calls do not change. */
export function pictureOf(phase: Phase): BreakerState {
  switch (phase.name) {
    case 'closed':
    case 'disabled':
      return phase
    case 'isolated':
      return { name: 'isolated' }
    case 'open': {
      const { name, openSince, until } = phase
      return { name, openSince, until }
    }
    case 'half-open': {
      const { name, openSince, left, passed } = phase
      return { name, openSince, probesLeft: left, probesPassed: passed }
    }
  }
}

/** What the probes of this half-open time have come to. */
export function countsOf({ completed, failed, slow }: HalfOpen): Counts {
  const shareOf = (count: number) => (completed === 0 ? undefined : count / completed)
  const rates = { failureRate: shareOf(failed), slowCallRate: shareOf(slow) }
  return { ...rates, completed, failed, slow }
}
