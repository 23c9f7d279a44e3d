/** The examples of the manual and of the docstrings of public names compile and run. */
import { describe, expect, it } from 'vitest'
import { canRun, failing, uncompiled } from './rules/examples.ts'
import { namesIn } from './support/door-fixture.ts'
import { publicNames } from './support/doors.ts'
import { filesOf, isChecked, manual, snippetsOf } from './support/manual.ts'
import { written } from './support/snippet-files.ts'
import { type Snippet, snippetsOfName, snippetsOfPage } from './support/snippets.ts'

const pages = manual.filter(page => snippetsOf(page).some(isChecked))

describe('the examples', () => {
  it('of the manual compile', () => {
    expect(uncompiled(pages.flatMap(page => filesOf(page)))).toEqual([])
  })

  it.each(pages)('of %s run', async page => {
    expect(await failing(filesOf(page).filter(canRun))).toEqual([])
  })

  it('of the docstrings compile and run', async () => {
    const snippets = publicNames().flatMap(snippetsOfName).filter(isChecked)
    const files = written('docstrings', unlike(snippets), publicNames())
    expect(uncompiled(files)).toEqual([])
    expect(await failing(files.filter(canRun))).toEqual([])
  })
})

describe('an example', () => {
  const breaches = async (name: string, ...lines: string[]) => {
    const page = snippetsOfPage('a.md', lines.join('\n'))
    const files = written(name, page, publicNames())
    const broken = uncompiled(files)
    return broken.length > 0 ? broken : await failing(files)
  }
  const repair =
    'Repair the example; names it may use undeclared are the public ones and those of ' +
    'specs/house/support/prelude.ts.'

  it('that does not compile is told by its line in the page', async () => {
    const told = await breaches('types', '# A', '```ts', 'const a = 1', 'a.b()', '```')
    const why = "does not compile: Property 'b' does not exist on type '1'"
    expect(told).toEqual([`a.md:4  ${why}. ${repair}`])
  })

  it('that throws is told by its first line', async () => {
    const told = await breaches('throws', '```ts', "throw new Error('burst')", '```')
    expect(told).toEqual([`a.md:2  throws: Error: burst. ${repair}`])
  })

  it('whose test fails is told too', async () => {
    const test = "test('sums', async () => { expect(1 + 1).toBe(3) })"
    const told = await breaches(
      'test',
      '```ts',
      "import { test, expect } from 'vitest'",
      test,
      '```',
    )
    expect(told.join()).toMatch(/^a\.md:2 {2}throws: AssertionError: expected 2 to be 3/)
  })

  it('may use public names, the shop and other files of the page undeclared', async () => {
    const files = ['```ts', '// mine.ts', 'export const mine = shop', '```']
    const use = ['```typescript', "import { mine } from './mine'", "simulate(mine, { for: '1s' })"]
    expect(await breaches('names', ...files, ...use, '```')).toEqual([])
  })

  it('is taken from a docstring too, with a fence or without', () => {
    const names = namesIn({
      'index.ts': [
        '/** One. */',
        'export type Word = {',
        '  /**',
        '   * Says it.',
        '   *',
        '   * @example',
        "   * const a = say('*')",
        '   *   .twice()',
        '   */',
        '  readonly say: 1',
        '}',
        '/** Two.',
        ' * @example',
        ' * In words:',
        ' * ```ts no-run',
        ' * say()',
        ' * ```',
        ' */',
        'export const two = 2',
      ].join('\n'),
    })
    const found = names.flatMap(snippetsOfName).map(({ line, code, marks }) => [line, code, marks])
    expect(found).toEqual([
      [7, "const a = say('*')\n  .twice()\n", []],
      [16, 'say()\n', ['no-run']],
    ])
  })
})

/** Each snippet once, though its name may leave by several doors. */
const unlike = (snippets: readonly Snippet[]): Snippet[] => [
  ...new Map(snippets.map(snippet => [`${snippet.path}:${snippet.line}`, snippet])).values(),
]
