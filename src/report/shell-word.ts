/** A command that is told can be pasted: its words are quoted as little as it takes. */

/** A word for a shell: as it is, in double quotes if that will do, else in single ones. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=,-]+$/.test(text)) return text
  return /^[\w./:@%+=,>;()# -]+$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`
}
