/** What comes of several things that happen, or do not, each by itself. */

/** The chance that at least so many of them happen. */
export function chanceOfAtLeast(needed: number, chances: readonly number[]): number {
  /** The chance that exactly so many have happened; of the last, or more. */
  const exactly = [1, ...Array.from({ length: needed }, () => 0)]
  for (const chance of chances) {
    exactly[needed] += exactly[needed - 1] * chance
    for (let i = needed - 1; i > 0; i--) {
      exactly[i] = exactly[i] * (1 - chance) + exactly[i - 1] * chance
    }
    exactly[0] *= 1 - chance
  }
  return exactly[needed]
}
