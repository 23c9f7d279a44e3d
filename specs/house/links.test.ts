/** Links of the docs lead somewhere, and names of files: what has moved takes them along. */
import { statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pathsIn, root, textOf } from './support/files.ts'

const ofExamples = pathsIn('examples').filter(path => path.endsWith('.md'))
const atRoot = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'SECURITY', 'CHANGELOG']
const pages = [...atRoot.map(name => `${name}.md`), ...ofExamples, ...pathsIn('docs')]
/** Links are to files, since the site of the docs has none for a folder. */
const isThere = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false

/** Every link of a page to a file that is not there, or to a heading that its page has not. */
function lost(page: string, text: string): string[] {
  const [, ...targets] = text.split('](').map(part => part.split(')', 1)[0])
  return targets.filter(target => {
    const [file, heading] = target.split('#')
    if (/^\w+:/.test(file)) return false
    const path = posix.join(posix.dirname(page), file)
    if (file !== '' && !isThere(path)) return true
    return heading !== undefined && !headingsOf(file === '' ? text : textOf(path)).has(heading)
  })
}

const headingsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/^#+ (.*)$/gm)].map(([, words]) => anchor(words)))

const anchor = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

/** Where files that pages name may stand. */
const sources = ['src', 'matchers', 'specs', 'examples', 'bench', 'scripts'].flatMap(pathsIn)

/** Every file that a page names in its text and that is nowhere: it was renamed, or taken away. */
const gone = (text: string): string[] =>
  [...text.matchAll(/`([\w./-]+\.ts)`/g)]
    .map(([, name]) => name)
    .filter(name => !isThere(name) && !sources.some(path => path.endsWith(`/${name}`)))

describe('files', () => {
  const naming = pages.filter(page => page === 'ARCHITECTURE.md' || page.includes('decisions/'))

  it.each(naming)('that %s names are there', page => {
    expect(gone(textOf(page))).toEqual([])
  })

  it('that are not are found', () => {
    expect(gone('in `src/index.ts` and `index.ts`, not `no/such.ts`')).toEqual(['no/such.ts'])
  })
})

describe('links', () => {
  it.each(pages)('of %s lead somewhere', page => {
    expect(lost(page, textOf(page))).toEqual([])
  })

  it('that lead nowhere are found', () => {
    const text =
      '# One part\n[a](#one-part) [b](#two) [c](../README.md#x) [d](none.md) [e](https://x.y) ' +
      '[f](../README.md#install) [g](../specs)'
    expect(lost('docs/a.md', text)).toEqual(['#two', '../README.md#x', 'none.md', '../specs'])
  })
})
