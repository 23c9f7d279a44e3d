/** Where the tests of a project stand, so that a new one is found as they are. */
import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where a new spec goes, and what it is called. */
export type TestsThere = { readonly folder: string; readonly suffix: string }

/** Looks at the tests there are: a new one goes into a folder of its own beside most of them. */
export function whereTestsAre(root: string): TestsThere {
  const found = testsIn(root)
  const tops = found.map(({ path }) => path[0] ?? '')
  const [top = ''] = byNumber(tops.filter(isOrdinary))
  const [suffix = 'test'] = byNumber(found.map(({ suffix }) => suffix))
  return { folder: top === '' ? 'resilience' : `${top}/resilience`, suffix }
}

/** Jest takes every file in `__tests__` for a test, and a system is none. */
const isOrdinary = (folder: string): boolean => folder !== '__tests__'

/** Each once, the most frequent first. */
const byNumber = (words: readonly string[]): string[] =>
  [...new Set(words)].toSorted((a, b) => timesIn(words, b) - timesIn(words, a))

const timesIn = (words: readonly string[], word: string): number =>
  words.filter(each => each === word).length

type FoundTest = { readonly path: readonly string[]; readonly suffix: string }

/** How many folders are looked into: a project with more has shown what it is like by then. */
const MOST_FOLDERS = 500

function testsIn(root: string): FoundTest[] {
  const found: FoundTest[] = []
  const folders: (readonly string[])[] = [[]]
  for (let i = 0; i < folders.length && i < MOST_FOLDERS; i++) {
    const path = folders[i]
    for (const entry of entriesOf(join(root, ...path))) {
      if (entry.isDirectory() && isOfProject(entry.name)) folders.push([...path, entry.name])
      const [, suffix] = /\.(test|spec)\.[cm]?[jt]sx?$/.exec(entry.name) ?? []
      if (entry.isFile() && suffix !== undefined) found.push({ path, suffix })
    }
  }
  return found
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

const isOfProject = (folder: string): boolean =>
  !folder.startsWith('.') && !['node_modules', 'dist', 'build', 'coverage'].includes(folder)
