/** SQL cut into statements, and each into its words: what stands in quotes or comments is none. */

/** One statement of a query. */
export type Statement = {
  /** As it was written, without the space around it. */
  readonly text: string
  /** Its words in lower case, in order, without literals, quoted names and comments. */
  readonly words: readonly string[]
  /** What is called like a function in it: names before a parenthesis, in lower case. */
  readonly calls: readonly string[]
}

/** One piece of SQL: what hides words, a word, a quoted name, or what separates. */
const piece = new RegExp(
  [
    /--[^\n]*/, // a comment to the end of the line
    /\/\*/, // where a comment begins
    /[eE]'(?:[^'\\]|\\[^]|'')*'/, // a text with escapes
    /'(?:[^']|'')*'/, // a text
    /"(?:[^"]|"")*"/, // a quoted name
    /\$(?:[A-Za-z_]\w*)?\$/, // where a text between dollars begins
    /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/, // a word
    /[^]/, // anything else
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** The statements of a query; a query of blanks and comments has none. */
export function statementsOf(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  let [words, calls, from]: [string[], string[], number] = [[], [], 0]
  let last = ''
  const end = (to: number): void => {
    const text = sql.slice(from, to).trim()
    if (words.length > 0) statements.push({ text, words, calls })
    words = []
    calls = []
    from = to + 1
  }
  const pieces = new RegExp(piece)
  for (let found = pieces.exec(sql); found !== null; found = pieces.exec(sql)) {
    const [text] = found
    if (hides(text)) pieces.lastIndex = endOfHidden(sql, found.index, text)
    else if (/^\s+$/.test(text)) continue
    else if (text === ';') end(found.index)
    else if (text === '(' && last !== '') calls.push(last)
    else if (isWord(text)) words.push(text.toLowerCase())
    last = nameIn(text)
  }
  end(sql.length)
  return statements
}

const hides = (text: string): boolean => text === '/*' || /^\$\w*\$$/.test(text)

const isWord = (text: string): boolean =>
  /^[A-Za-z_\u0080-\uffff]/.test(text) && !text.endsWith("'")

/** The name a piece is, quoted or not, by which a function may be called. */
function nameIn(text: string): string {
  if (text.startsWith('"') && text.length > 1) return text.slice(1, -1).replaceAll('""', '"')
  return isWord(text) ? text.toLowerCase() : ''
}

/** Where a comment in slashes, or a text between dollars, ends. */
function endOfHidden(sql: string, from: number, opening: string): number {
  if (opening !== '/*') {
    const end = sql.indexOf(opening, from + opening.length)
    return end < 0 ? sql.length : end + opening.length
  }
  // Comments of PostgreSQL stand in each other.
  const edges = /\/\*|\*\//g
  edges.lastIndex = from
  let depth = 0
  for (let edge = edges.exec(sql); edge !== null; edge = edges.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1
    if (depth === 0) return edges.lastIndex
  }
  return sql.length
}
