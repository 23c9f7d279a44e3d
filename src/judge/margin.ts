/** How far a measured number is from the limit that a goal sets it. */

/** What a margin is counted in. */
export type MarginUnit = 'share' | 'ms' | 'count' | 'times'

/** How much room a goal has left, or how much it lacks. */
export type Margin = {
  /** The room that is left, in the unit of the limit; below 0 where the goal is broken. */
  readonly by: number
  /** `share` (0 to 1), `ms`, `count` (of requests, messages, components), `times` (a factor). */
  readonly unit: MarginUnit
  /** The same as a share of the limit; of what was measured where the limit is 0. */
  readonly share: number
}

/** What a goal sets a limit to: what was measured, the limit, and their unit. */
type Measured = readonly [actual: number, limit: number, unit: MarginUnit]

/** The margin of a number that must reach a limit. */
export const aboveLeast = (...[actual, limit, unit]: Measured): Margin =>
  margin(actual - limit, limit || actual, unit)

/** The margin of a number that must not exceed a limit. */
export const belowMost = (...[actual, limit, unit]: Measured): Margin =>
  margin(limit - actual, limit || actual, unit)

/** The margin of several limits, all to be kept: of the nearest one, or the one worst broken. */
export const tightest = (margins: readonly Margin[]): Margin | undefined =>
  margins.reduce<Margin | undefined>(
    (least, each) => (least === undefined || each.share < least.share ? each : least),
    undefined,
  )

const margin = (by: number, whole: number, unit: MarginUnit): Margin => ({
  by,
  unit,
  share: whole === 0 ? 0 : by / Math.abs(whole),
})
