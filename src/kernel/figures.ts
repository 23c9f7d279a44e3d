/** Counts, ratios and moments as people read them. */
import { count } from './count.ts'
import { formatMs, type Ms } from './units.ts'

/** A count with its noun: `1 request`, `2,400 requests`. */
export const counted = (value: number, noun: string, several = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : several}`

/** How often, in words: `once`, `3 times`. */
export const often = (value: number): string => (value === 1 ? 'once' : `${value} times`)

/** A ratio with three figures: `1.80x`, `26.3x`, `1,263x`. */
export function factor(ratio: number): string {
  if (ratio >= 99.95) return `${count(Math.round(ratio))}x`
  return `${ratio.toFixed(ratio >= 9.995 ? 1 : 2)}x`
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

/**
 * A length of time in which minutes cannot be mistaken for milliseconds: `90s`, `42m24s`.
 *
 * @param ms how long
 */
export const lasting = (ms: Ms): string =>
  ms < 10 * MINUTE ? formatMs(ms) : moment(Math.round(ms / SECOND) * SECOND)

const seconds = (ms: Ms): string => `${Number((ms / SECOND).toFixed(2))}s`
