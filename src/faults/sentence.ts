/** Faults as the sentences that declare them: exact, so that pasting one makes the same fault. */
import type { Ms } from '../kernel/units.ts'

const units = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** A duration in the largest unit that divides it, without rounding: `90s`, `250ms`, `0.5ms`. */
export function exactDuration(ms: Ms): string {
  for (const [unit, length] of units) {
    if (ms > 0 && ms % length === 0) return `${ms / length}${unit}`
  }
  return `${ms}ms`
}
