/** Rows of words, each column as wide as its widest word. */

/**
 * Aligns rows.
 *
 * @param rows words; a row may have fewer than the others
 * @param gap  spaces between columns
 * @returns one line for each row, without spaces at the end
 */
export function aligned(rows: readonly (readonly string[])[], gap = 2): string[] {
  const columns = Math.max(0, ...rows.map(row => row.length))
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map(row => lengthOf(row[i] ?? ''))),
  )
  return rows.map(row =>
    row
      .map((word, i) => padded(word, widths[i] + gap))
      .join('')
      .trimEnd(),
  )
}

/** Counts characters, not the halves of them that JavaScript counts. */
export const lengthOf = (text: string): number => Array.from(text).length

/** A word with spaces behind it up to a width. */
export const padded = (word: string, width: number): string =>
  word + ' '.repeat(Math.max(0, width - lengthOf(word)))

/** A sentence in lines of at most a width; those behind the first are indented. */
export function folded(sentence: string, width: number): string[] {
  const lines: string[] = []
  for (const word of sentence.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined) lines.push(word)
    else if (lengthOf(line) + 1 + lengthOf(word) <= width) lines[lines.length - 1] += ` ${word}`
    else lines.push(`  ${word}`)
  }
  return lines
}
