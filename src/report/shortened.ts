/** Lines that keep to the width of a terminal: the names in them are shortened in the middle. */
import { folded, lengthOf } from './columns.ts'

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
  const text = withShorter(line, names, LEAST)
  return lengthOf(text) <= COLUMNS
    ? text
    : `${Array.from(text)
        .slice(0, COLUMNS - 1)
        .join('')}…`
}

/**
 * The same in as many lines as it takes, so that nothing telling is lost. Faults first lose their
 * times, which the lanes tell.
 *
 * @param names those that may stand in it: faults as the sentences that declare them, and others
 */
export function spelled(line: string, names: readonly string[]): string[] {
  const faults = names.filter(isFault)
  let text = line
  for (const fault of faults) {
    if (lengthOf(text) <= COLUMNS) break
    if (isOnly(withoutTimes(fault), faults)) text = text.replaceAll(fault, withoutTimes(fault))
  }
  return inLines(
    withShorter(
      text,
      names.filter(name => !isFault(name)),
      KNOWN,
    ),
  )
}

/** A name as long as this is never cut where lines may be broken instead. */
const KNOWN = 30

/** The longest names shortened first, as far as it takes. */
function withShorter(line: string, names: readonly string[], least: number): string {
  let text = line
  const inside = names.filter(name => line.includes(name)).sort((a, b) => b.length - a.length)
  for (const name of new Set(inside)) {
    const over = lengthOf(text) - COLUMNS
    if (over <= 0) return text
    const times = text.split(name).length - 1
    if (times === 0) continue
    const columns = Math.max(least, lengthOf(name) - Math.ceil(over / times))
    text = text.replaceAll(name, shortened(name, columns))
  }
  return text
}

/** Cut between words; the lines after the first are indented. A word too long loses its end. */
export function inLines(line: string, columns: number = COLUMNS): string[] {
  const lines = folded(line, columns)
  const long = lines.findIndex(each => lengthOf(each) > columns)
  if (long < 0) return lines
  const cut = Array.from(lines[long]).slice(0, columns - 1)
  return [...lines.slice(0, long), `${cut.join('')}…`]
}

const isFault = (name: string): boolean => name.includes('(')

/** The words of a fault that say when: `.at('20s').for('5s')`, `.once()`. */
const TIMES = /\.(?:(?:at|from|for|until)\('[^']*'\)|(?:forever|once)\(\))/g

const withoutTimes = (fault: string): string => fault.replaceAll(TIMES, '')

const isOnly = (short: string, faults: readonly string[]): boolean =>
  new Set(faults.filter(fault => withoutTimes(fault) === short)).size === 1
