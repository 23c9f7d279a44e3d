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

/** The pages whose files every other page may import, and hand to commands. */
const shared = ['README.md', 'docs/guides/explore.md']

/** Where files are written, and what is changed in their code. */
type Writing = { readonly folder?: string; readonly edited?: (code: string) => string }

/** The examples of a page that are checked, written as files into a folder of the page's own. */
export function filesOf(page: string, writing: Writing = {}): SnippetFile[] {
  return allFilesOf(page, writing).filter(({ snippet }) => snippet.path === page)
}

/** The same, and beside them those of other pages that they may use. */
export function allFilesOf(page: string, writing: Writing = {}): SnippetFile[] {
  const { folder = 'manual', edited = (code: string) => code } = writing
  const own = snippetsOf(page).filter(isChecked)
  const titles = new Set(own.map(titleOf))
  const others = shared.flatMap(snippetsOf).filter(snippet => isFileFor(titles, snippet))
  const all = [...own, ...others].map(snippet => ({ ...snippet, code: edited(snippet.code) }))
  return written(`${folder}/${page}`, all, publicNames())
}

/** The examples of a page, with where they stand. */
export const snippetsOf = (page: string): Snippet[] => snippetsOfPage(page, textOf(page))

/** Whether an example is compiled: its author does not say otherwise. */
export const isChecked = ({ marks }: Snippet): boolean => !marks.includes('no-check')

/** Whether a page has no file of this title, and so may use that of another. */
function isFileFor(titles: ReadonlySet<string | undefined>, snippet: Snippet): boolean {
  const title = titleOf(snippet)
  return title !== undefined && !titles.has(title)
}
