/** How load changes over time, as the engine takes it: rates in arrivals per millisecond. */
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
  /** Of no meaning for moments that were recorded. */
  readonly arrivals: 'poisson' | 'steady'
  readonly shape: ShapeData
  /** No more than so many. */
  readonly most: number
}
