/** The highest rate that a load comes to. */
import type { PieceData, ShapeData } from './load-data.ts'

/** Arrivals per millisecond at the most; what was recorded may come in any crowd. */
export function peakRate(shape: ShapeData): number {
  switch (shape.course) {
    case 'constant':
      return shape.rate
    case 'wave':
      return shape.high
    case 'pieces':
      return highest([...shape.lead, ...shape.cycle])
    case 'recorded':
      return Infinity
  }
}

const highest = (pieces: readonly PieceData[]): number =>
  pieces.reduce((most, { from, to }) => Math.max(most, from, to), 0)
