/** When an ensemble that may stop early looks at what it knows. */

/** Fewer seeds say little of how they spread. */
const FIRST = 20

/** After 20 seeds, 40, 80 and so on, and in the end: known before anything is played. */
export function looksUpTo(seeds: number): readonly number[] {
  const looks: number[] = []
  for (let at = FIRST; at < seeds; at *= 2) looks.push(at)
  return [...looks, seeds]
}
