/** How load changes over time, as the engine takes it: rates in arrivals per millisecond. */
import type { Distribution } from '../../kernel/distributions/index.ts'
import type { Ms } from '../../kernel/units.ts'

/** A stretch of time in which the rate goes in a straight line from one value to another. */
export type PieceData = { readonly forMs: Ms; readonly from: number; readonly to: number }

/** The expected rate of arrivals over time. */
export type CourseData =
  | { readonly course: 'constant'; readonly rate: number }
  | {
      /** Pieces one after another, and then others again and again; after that nothing. */
      readonly course: 'pieces'
      readonly lead: readonly PieceData[]
      readonly cycle: readonly PieceData[]
    }
  | {
      /** From `low` to `high` and back in each period, as a cosine. */
      readonly course: 'wave'
      readonly low: number
      readonly high: number
      readonly periodMs: Ms
    }

/** What a shape of load comes to: a course, or the very moments. */
export type ShapeData =
  | CourseData
  | {
      /** In rising order. */
      readonly course: 'recorded'
      readonly at: readonly Ms[]
    }

/** Load that comes by itself, however the system does. */
export type OpenLoadData = {
  /** Of no meaning for moments that were recorded. A distribution is that of the gaps. */
  readonly arrivals: 'poisson' | 'steady' | Distribution
  readonly shape: ShapeData
  /** No more than so many. */
  readonly most: number
}

/** So long it takes until there are so many users. */
export type UserStageData = { readonly overMs: Ms; readonly to: number }

/** Users who do one task after another. */
export type ClosedLoadData = {
  readonly arrivals: 'users'
  /** How many there are at first. */
  readonly users: number
  /** How many there are then, one stage after another. */
  readonly stages: readonly UserStageData[]
  readonly think: Distribution
}
