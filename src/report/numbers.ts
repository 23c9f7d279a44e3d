/** Numbers and moments as people read them. */
import { count } from '../kernel/count.ts'
import { counted, factor, lasting, moment } from '../kernel/figures.ts'
import { measured } from '../kernel/rounding.ts'
import { type Duration, durationMs, exactDuration, formatMs, type Ms } from '../kernel/units.ts'

export { count, counted, factor, lasting, moment }

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

/** Two moments: `between t=60s and t=90s`. */
export const between = ({ fromMs, toMs }: { readonly fromMs: Ms; readonly toMs: Ms }): string =>
  `between t=${moment(fromMs)} and t=${moment(toMs)}`
