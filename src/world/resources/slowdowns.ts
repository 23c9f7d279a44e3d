/** What makes work slower by how much of it there is, or by how full the memory is. */
import type { ContentionData } from '../../declare/resources-data.ts'

/** A collector that takes more than 98 % of the time has nothing left to collect for. */
const MOST = 50

/**
 * How many times as long work takes while so many pieces of it are under way: N. J. Gunther's
 * universal scalability law.
 */
export const contended = ({ alpha, beta }: ContentionData, pieces: number): number =>
  1 + (pieces - 1) * (alpha + beta * pieces)

/**
 * How many times as long work takes while garbage is collected: tracing costs as much as lives, for
 * each part of the memory that it frees.
 *
 * @param gc what it takes while as much is free as is in use
 */
export const collecting = (gc: number, used: number, free: number): number =>
  Math.min(MOST, 1 + (gc * used) / free)
