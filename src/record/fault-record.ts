/** A fault on the record: when it was in force and why, and how much it touched. */
import type { Ms } from '../kernel/units.ts'

/** One time that a fault was in force. */
export type FaultPeriod = {
  /** When it began, in milliseconds. */
  readonly from: Ms
  /** When it ended, or will have; Infinity if it never does. */
  until: Ms
  /** Why it began: `planned`, by which chance, or what was measured. */
  readonly began: string
  /** Why it ended; undefined while it has not. */
  ended?: string
  /** The replica that it struck, where each fails by itself. */
  readonly replica?: string
}

/** A fault, when it was in force, and how much it touched. */
export type FaultRecord = {
  /** The fault as the sentence that declares it. */
  readonly fault: string
  readonly kind: string
  readonly target: string
  /** The components and the calls that its target stands for. */
  readonly struck: readonly string[]
  /** The components, calls and clients that the condition measures by which it begins. */
  readonly triggers: readonly string[]
  /** The rule it belongs to, if it does. */
  readonly rule?: string
  /** When it begins, or first began, in milliseconds; Infinity if it never did. */
  from: Ms
  /** When it ends, or last ended; Infinity if it never does. */
  until: Ms
  /** Each time that it was in force, in order of their beginnings. */
  readonly periods: FaultPeriod[]
  /** Requests, messages and components it has affected. 0 means that it tested nothing. */
  touched: number
  /** Of a change: which of it another has overruled, and since when. */
  overruled?: readonly string[]
}

/** What chance and conditions did is told in full; what was planned says it in from and until. */
export function faultData({ periods, until, ...record }: FaultRecord): unknown {
  const isPlanned = periods.every(
    ({ began, ended = began }) => began === PLANNED && ended === began,
  )
  const all = periods.map(period => ({ ...period, until: `${period.until}` }))
  const { touched, struck: _, triggers: __, ...head } = record
  return { ...head, until: `${until}`, touched, ...(!isPlanned && { periods: all }) }
}

/** Why a fault begins and ends that was given its times. */
export const PLANNED = 'planned'
