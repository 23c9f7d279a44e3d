/** Numbers and moments as people read them. */
import { count } from '../kernel/count.ts'
import { measured } from '../kernel/rounding.ts'
import { type Duration, durationMs, exactDuration, formatMs, type Ms } from '../kernel/units.ts'

export { count }

/** A count with its noun: `1 request`, `2,400 requests`. */
export const counted = (value: number, noun: string, several = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : several}`

/** A ratio with three figures: `1.80x`, `26.3x`, `1,263x`. */
export function factor(ratio: number): string {
  if (ratio >= 99.95) return `${count(Math.round(ratio))}x`
  return `${ratio.toFixed(ratio >= 9.995 ? 1 : 2)}x`
}

/** A stated time: as short as formatMs writes it, unless that is another one. */
export function stated(limitMs: Ms): string {
  const text = formatMs(limitMs)
  return durationMs(text as Duration) === limitMs ? text : exactDuration(limitMs)
}

/** A measured time with as many figures as it takes to look different from a limit it is not. */
export function beside(limitMs: Ms, ms: Ms, text: (time: Ms) => string = formatMs): string {
  const isEqual = measured(ms) === measured(limitMs)
  return isEqual || text(ms) !== text(limitMs) ? text(ms) : exactDuration(measured(ms))
}

const SECOND = 1_000
const MINUTE = 60_000

/**
 * A moment of a run, in seconds as long as people count in seconds: `60s`, `108.25s`, `12m30s`.
 *
 * @param ms from the start of the run
 */
export function moment(ms: Ms): string {
  if (ms === 0) return '0s'
  if (ms < SECOND) return formatMs(ms)
  if (ms < 10 * MINUTE) return seconds(ms)
  const rest = ms % MINUTE
  return `${count((ms - rest) / MINUTE)}m${rest === 0 ? '' : seconds(rest)}`
}

/** Two moments: `between t=60s and t=90s`. */
export const between = ({ fromMs, toMs }: { readonly fromMs: Ms; readonly toMs: Ms }): string =>
  `between t=${moment(fromMs)} and t=${moment(toMs)}`

const seconds = (ms: Ms): string => `${Number((ms / SECOND).toFixed(2))}s`
