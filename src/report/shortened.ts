/** Lines that keep to the width of a terminal: the names in them are shortened in the middle. */

/** The columns left of 100 by the indentation of a chapter's lines. */
const COLUMNS = 96

/** The least of a name that is still known. */
const LEAST = 13

/** A name without its middle: `recommendati…ions->cache`. */
export function shortened(name: string, columns: number): string {
  const all = Array.from(name)
  if (all.length <= columns) return name
  const head = Math.ceil((columns - 1) / 2)
  return [...all.slice(0, head), '…', ...all.slice(all.length - (columns - 1 - head))].join('')
}

/**
 * A line that is no wider than a terminal. The longest of the names in it are shortened first; what
 * is still too wide then loses its end.
 *
 * @param names those that may stand in it
 */
export function fitted(line: string, names: readonly string[]): string {
  let text = line
  const inside = names.filter(name => line.includes(name)).sort((a, b) => b.length - a.length)
  for (const name of new Set(inside)) {
    const over = widthOf(text) - COLUMNS
    if (over <= 0) return text
    const times = text.split(name).length - 1
    if (times === 0) continue
    const columns = Math.max(LEAST, widthOf(name) - Math.ceil(over / times))
    text = text.replaceAll(name, shortened(name, columns))
  }
  return widthOf(text) <= COLUMNS
    ? text
    : `${Array.from(text)
        .slice(0, COLUMNS - 1)
        .join('')}…`
}

const widthOf = (text: string): number => Array.from(text).length
