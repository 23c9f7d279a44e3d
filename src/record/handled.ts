/** What is noted of a handling when it ends: one object, used again, so that nothing is boxed. */
import type { Ms } from '../kernel/units.ts'

/** What is noted of a handling that has ended: when it came, and how its time went. */
export type Handled = {
  readonly slot: number
  readonly arrivedAt: Ms
  readonly waitedMs: Ms
  readonly workedMs: Ms
}
