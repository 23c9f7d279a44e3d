/** The manual, README.md and the pages of docs, and its examples as files. */
import { publicNames } from './doors.ts'
import { pathsIn, textOf } from './files.ts'
import { type SnippetFile, titleOf, written } from './snippet-files.ts'
import { type Snippet, snippetsOfPage } from './snippets.ts'

/** Every page that shows examples to users, by its path. */
export const manual: readonly string[] = [
  'README.md',
  ...pathsIn('docs').filter(path => path.endsWith('.md') && !path.startsWith('docs/decisions/')),
]

/** The text of the whole manual, page after page. */
export const manualText = (): string => manual.map(textOf).join('\n')

/** The examples of a page that are checked, written as files into a folder of the page's own. */
export function filesOf(page: string): SnippetFile[] {
  const own = snippetsOf(page).filter(isChecked)
  const titles = new Set(own.map(titleOf))
  const shared = snippetsOf('README.md').filter(snippet => isFileFor(titles, snippet))
  return written(`manual/${page}`, [...own, ...shared], publicNames()).slice(0, own.length)
}

/** The examples of a page, with where they stand. */
export const snippetsOf = (page: string): Snippet[] => snippetsOfPage(page, textOf(page))

/** Whether an example is compiled: its author does not say otherwise. */
export const isChecked = ({ marks }: Snippet): boolean => !marks.includes('no-check')

/** Whether a page without a file of this title may import that of README.md. */
function isFileFor(titles: ReadonlySet<string | undefined>, snippet: Snippet): boolean {
  const title = titleOf(snippet)
  return title !== undefined && !titles.has(title)
}
