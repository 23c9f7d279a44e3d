/** Narrow tables for a terminal, and numbers as the examples print them. */

/** Rows under a head: the first column to the left, all others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map(row => row[column].length)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  ')
  return [head, widths.map(width => '─'.repeat(width)), ...rows].map(line).join('\n')
}

/** A share as a percentage: `98.76%`, `100%`. */
export const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${Number((share * 100).toFixed(2))}%`

/** A number without its fractions. */
export const whole = (value: number | undefined): string => (value ?? 0).toFixed(0)
