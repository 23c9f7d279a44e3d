/** When the last of some faults is over. */
import type { Fault } from '../../faults/fault.ts'
import type { Ms } from '../../kernel/units.ts'

/** Milliseconds from the beginning of the run; 0 where there is none. */
export const overAt = (faults: readonly Fault[]): Ms =>
  Math.max(0, ...faults.map(({ untilMs }) => untilMs))
