/** The rate to which a load that changes comes in the long run: what a system must bear at rest. */
import type { PieceData, ShapeData } from './load-data.ts'

/** Arrivals per millisecond: of what lasts or repeats, or else of the whole. */
export function usualRate(shape: ShapeData): number {
  switch (shape.course) {
    case 'constant':
      return shape.rate
    case 'wave':
      return (shape.low + shape.high) / 2
    case 'pieces':
      return meanRate(shape.cycle.length > 0 ? shape.cycle : shape.lead)
    case 'recorded':
      return shape.at.length / Math.max(1, shape.at[shape.at.length - 1])
  }
}

/** A piece without end outweighs all others. */
function meanRate(pieces: readonly PieceData[]): number {
  const last = pieces[pieces.length - 1]
  if (last.forMs === Infinity) return last.to
  const length = pieces.reduce((sum, { forMs }) => sum + forMs, 0)
  return pieces.reduce((sum, { forMs, from, to }) => sum + (forMs * (from + to)) / 2, 0) / length
}
