/**
 * The one door for every text that a terminal may show. Names may be anything, and so may what
 * others wrote into files: what would move the cursor is made visible, what is endless is cut.
 */

/**
 * Shows what a terminal would obey instead of print: control characters, line breaks, and marks
 * that turn the direction of writing. What it writes for them means the same in JSON and in source.
 *
 * @returns one line
 * @example printable('a\u001b[2J') // 'a\\u001b[2J'
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, visible)

/** The same for a text of several lines, which stay lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

/**
 * A text of so many characters at most: where it is longer, its middle is left out, since names
 * that are alike tend to differ at their ends.
 *
 * @param most default 200
 */
export function shortened(text: string, most: number = MOST_CHARACTERS): string {
  if (text.length <= most) return text
  const tail = Math.floor((most - 1) / 3)
  return `${whole(text.slice(0, most - 1 - tail))}…${whole(text.slice(-tail))}`
}

/** No path or name that was meant is longer. */
const MOST_CHARACTERS = 200

/**
 * A sentence with names in it: the names are shortened, each by itself, and so is the whole, if
 * it is long for another reason.
 *
 * @returns one line
 */
export function sentence(text: string): string {
  const names = text.replace(/\S{200,}/g, word => shortened(word))
  return shortened(printable(names), MOST_OF_A_SENTENCE)
}

const MOST_OF_A_SENTENCE = 4_000

const escapes: { readonly [character: string]: string | undefined } = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function visible(character: string): string {
  const code = character.charCodeAt(0).toString(16)
  return escapes[character] ?? `\\u${code.padStart(4, '0')}`
}

/** Half of a character that takes two is none. */
const whole = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
