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
  return `${inDigits(ms)}ms`
}

/** A name between quotes, as source code has it. */
export function quoted(name: string): string {
  return `'${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A number without an exponent: `5e-7` is `0.0000005`. */
function inDigits(value: number): string {
  const [, whole = '', fraction = '', exponent] = /^(\d+)\.?(\d*)e-(\d+)$/.exec(`${value}`) ?? []
  if (exponent === undefined) return `${value}`
  return `0.${'0'.repeat(Number(exponent) - 1)}${whole}${fraction}`
}
