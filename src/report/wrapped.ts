/** Lines of a declaration that keep to the width of a terminal. */

/** The columns left of 100 by the indentation of a chapter's lines, and by a sign. */
export const COLUMNS = 94

/** A line of a declaration, broken where a person would break it. */
export function wrapped(line: string): string[] {
  if (line.length <= COLUMNS) return [line]
  const cut = line.lastIndexOf(', ', COLUMNS - 1)
  if (cut < COLUMNS / 2) return [line]
  return [line.slice(0, cut + 1), ...wrapped(`      ${line.slice(cut + 2)}`)]
}

/** The part that a line stands in, and in how many places if it is more than one. */
export const partText = ({ part, places = 1 }: Placed): string =>
  places === 1 ? part : `${part} (${places} places)`

type Placed = { readonly part: string; readonly places?: number | undefined }
