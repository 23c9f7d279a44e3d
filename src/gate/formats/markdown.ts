/** Markdown that shows texts as they are, whatever stands in them. */
import { printable, printableLines } from '../../kernel/printable.ts'

/** Text in a line or a cell: it makes no link, no markup and no other cell. */
export const inCell = (text: string): string =>
  printable(text).replace(
    /[\\`*_{}[\]()<>#+!|~@&:-]/g,
    character => `&#${character.charCodeAt(0)};`,
  )

/** Text as code, in a line or a cell. */
export const code = (text: string): string => `<code>${inCell(text)}</code>`

/** The lines of a table; its cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)

/** Text of several lines, folded away under a title. */
export const details = (title: string, text: string): string =>
  ['<details><summary>', title, '</summary>\n\n', fenced(text), '\n\n</details>'].join('')

/** Text of several lines as it is: its fence is longer than any in it. */
export function fenced(text: string, language = ''): string {
  const safe = printableLines(text)
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${safe}\n${fence}`
}
