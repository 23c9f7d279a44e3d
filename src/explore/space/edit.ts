/** A fault with something changed: all else of it stays as it was said. */
import type { Fault } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import type { FaultKind } from '../../faults/kinds.ts'
import { faultOf } from '../../faults/make.ts'
import type { Periodic } from '../../faults/timing.ts'
import type { Ms } from '../../kernel/units.ts'

/** What of a fault may be changed. */
export type Change = {
  readonly target?: string
  /** One of its options, or several. */
  readonly options?: { readonly [name: string]: unknown }
  readonly atMs?: Ms
  /** Infinity for good. */
  readonly forMs?: Ms
  /** 0 to 1. */
  readonly share?: number
  /** Null for once. */
  readonly every?: Periodic | null
}

/** One of its options by its name; undefined where it has none of that name. */
export const optionOf = ({ cause }: Fault, option: string): unknown =>
  Object.entries(cause).find(([name]) => name === option)?.[1]

/**
 * The same fault but for what is changed.
 *
 * @throws UsageError where that cannot be
 */
export function edited(fault: Fault, change: Change): Fault {
  const { target, cause, timing } = fault.toJSON()
  const { options = {}, target: to = target, forMs, every = timing.every, ...when } = change
  const { every: _, ...others } = timing
  const lasts = forMs === undefined ? timing.forMs : forMs === Infinity ? null : forMs
  return faultFrom({
    target: to,
    cause: { ...cause, ...options },
    timing: { ...others, ...when, ...(every && { every }), forMs: lasts },
  })
}

/** The same fault at another time, over by a time at the latest. */
export function movedTo(fault: Fault, atMs: Ms, endsByMs: Ms): Fault {
  const { forMs, every } = fault.timing
  if (every === undefined) return edited(fault, { atMs, forMs: Math.min(forMs, endsByMs - atMs) })
  const untilMs = Math.min(atMs + fault.untilMs - fault.timing.atMs, endsByMs)
  return edited(fault, { atMs, every: { ...every, untilMs } })
}

/** The same fault coming and going, for as long as it was to last. */
export const coming = (fault: Fault, everyMs: Ms, forMs: Ms): Fault =>
  edited(fault, { forMs, every: { everyMs, untilMs: fault.untilMs, each: 'target' } })

/** The same fault as one that comes once, for so long. */
export const once = (fault: Fault, forMs: Ms): Fault => edited(fault, { forMs, every: null })

/** A fault of another kind at the same time. */
export function ofKind(fault: Fault, kind: FaultKind, options: object): Fault {
  const made = faultOf(kind, fault.target, options).toJSON()
  const { timing } = fault.toJSON()
  return faultFrom({ ...made, timing: { ...timing, rampMs: 0, share: 1 } })
}
