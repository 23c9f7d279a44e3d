/** A command typed by hand, as one line with quotes. */

/** Words, some in quotes: what stands in one, or undefined where a quote does not end well. */
export function splitInline(line: string): string[] | undefined {
  const words: string[] = []
  let rest = line.replace(SPACE, '')
  while (rest !== '') {
    const match = WORD.exec(rest)
    if (match === null) return undefined
    words.push(match[0].replaceAll(PIECE, piece))
    rest = rest.slice(match[0].length).replace(SPACE, '')
  }
  return words
}

const SPACE = /^[\s\0]+/

/** Letters, and at most one part in quotes, which ends the word. */
const WORD = /^[^\s"'\0]*(?:"(?:\\x[\da-f]{2}|\\[^]|[^"\\])*"|'(?:\\'|[^'])*')?(?=[\s\0]|$)/i

const PIECE = /"((?:\\x[\da-f]{2}|\\[^]|[^"\\])*)"|'((?:\\'|[^'])*)'/gi

function piece(_: string, double: string | undefined, single: string | undefined): string {
  if (single !== undefined) return single.replaceAll("\\'", "'")
  return (double ?? '').replaceAll(/\\(x[\da-f]{2}|[^])/gi, (_whole, sign: string) => {
    if (sign.length > 1) return String.fromCharCode(Number.parseInt(sign.slice(1), 16))
    return escapes[sign] ?? sign
  })
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }
