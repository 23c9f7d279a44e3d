/** Numbers over time as paths of SVG, in milliseconds to the right and from 0 to 1 downwards. */

/** The area under steps; where nothing was measured there is a gap. */
export function areaPath(
  edgesMs: readonly number[],
  values: readonly (number | null)[],
  top: number,
): string {
  const parts: string[] = []
  for (const { from, to, value } of runsOf(values)) {
    if (value === null || value === 0 || top === 0) continue
    const y = (1 - Math.min(1, value / top)).toFixed(4)
    parts.push(`M${edgesMs[from]},1V${y}H${edgesMs[to]}V1Z`)
  }
  return parts.join('')
}

/** Equal values next to each other, together. */
export function runsOf<T>(values: Iterable<T>): { from: number; to: number; value: T }[] {
  const runs: { from: number; to: number; value: T }[] = []
  let i = 0
  for (const value of values) {
    const last = runs.at(-1)
    if (last?.value === value) last.to = i + 1
    else runs.push({ from: i, to: i + 1, value })
    i++
  }
  return runs
}
