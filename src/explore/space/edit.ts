/** A fault with something changed: all else of it stays as it was said. */
import type { Fault } from '../../faults/fault.ts'
import { faultFrom } from '../../faults/from-json.ts'
import type { FaultKind } from '../../faults/kinds.ts'
import { faultOf } from '../../faults/make.ts'
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
  const { options = {}, target: to = target, forMs, ...when } = change
  const lasts = forMs === undefined ? timing.forMs : forMs === Infinity ? null : forMs
  return faultFrom({
    target: to,
    cause: { ...cause, ...options },
    timing: { ...timing, ...when, forMs: lasts },
  })
}

/** A fault of another kind at the same time. */
export function ofKind(fault: Fault, kind: FaultKind, options: object): Fault {
  const made = faultOf(kind, fault.target, options).toJSON()
  const { timing } = fault.toJSON()
  return faultFrom({ ...made, timing: { ...timing, rampMs: 0, share: 1 } })
}
