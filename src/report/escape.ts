/** Names may be anything, and reports are text: what would move the cursor is made visible. */

/**
 * Shows what a terminal would obey instead of print: control characters, line breaks, and marks
 * that turn the direction of writing.
 *
 * @returns one line
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, visible)

const escapes: { readonly [character: string]: string | undefined } = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function visible(character: string): string {
  const known = escapes[character]
  return known ?? `\\u{${(character.codePointAt(0) as number).toString(16)}}`
}

/** A word for a shell: as it is, in double quotes if that will do, else in single ones. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=,-]+$/.test(text)) return text
  return /^[\w./:@%+=,>;()# -]+$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`
}
