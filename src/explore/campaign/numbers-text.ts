/** Trial numbers, as one would say them. */

/** More than these are hardly read. */
const MOST_RANGES = 12

/** Numbers in rising order as text: `12, 40–44`; the first few, where there are many. */
export function numbersText(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last?.to === number - 1) last.to = number
    else ranges.push({ from: number, to: number })
  }
  const texts = ranges.slice(0, MOST_RANGES).map(rangeText)
  return ranges.length > MOST_RANGES
    ? `${texts.join(', ')}, … (${numbers.length} in all)`
    : texts.join(', ')
}

function rangeText({ from, to }: { from: number; to: number }): string {
  if (from === to) return String(from)
  return to === from + 1 ? `${from}, ${to}` : `${from}–${to}`
}
