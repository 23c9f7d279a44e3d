/** The pages of the site: their chapters, and the order in which they are read. */
import { readdirSync } from 'node:fs'
import { join, posix, sep } from 'node:path'

/** The pages of each chapter, by their paths without `.md`; the first that fits counts. */
const patterns: Readonly<Record<string, RegExp>> = {
  Manual: /^docs\/(README|tutorial|examples)$/,
  Guides: /^docs\/guides\//,
  Recipes: /^docs\/recipes\//,
  Reference: /^docs\/(reference\/|(json|report)$)/,
  'Behind it': /^(docs\/[^/]+|ARCHITECTURE)$/,
  Decisions: /^docs\/decisions\//,
  Examples: /^examples\//,
  Project: /./,
}

/** The chapters in their order. */
export const chapters: readonly string[] = Object.keys(patterns)

/** What is read in another order than that of the alphabet. */
const inOrder = [
  'docs/README docs/tutorial',
  'docs/guides/declare docs/guides/break docs/guides/run docs/guides/judge docs/guides/explain',
  'docs/guides/survey docs/guides/explore docs/guides/gate docs/guides/campaigns',
  'docs/guides/policies-alone docs/guides/your-code',
  'docs/how-true docs/speed docs/scope ARCHITECTURE',
].flatMap(names => names.split(' '))

/** The chapter of a page, by its path from the root, without `.md`. */
export const chapterOf = (page: string): string =>
  chapters.find(name => patterns[name].test(page)) ?? 'Project'

/** Pages of the project at its root. */
const projects = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']

/** Every page but README.md, as paths from the root, in the order in which they are read. */
export function pagesOf(root: string): string[] {
  const docs = markdownIn(root, 'docs')
  const examples = markdownIn(root, 'examples').filter(path => path.endsWith('README.md'))
  const pages = [...docs, ...examples, ...projects]
  return pages.toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
}

function markdownIn(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const pages = names.filter(name => name.endsWith('.md'))
  return pages.map(name => posix.join(folder, name.split(sep).join('/')))
}

function rankOf(path: string): number {
  const at = inOrder.indexOf(path.replace(/\.md$/, ''))
  return at === -1 ? inOrder.length : at
}
