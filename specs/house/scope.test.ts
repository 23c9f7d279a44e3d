/** Every row of the scope has a spec that names it, and the page that lists them is up to date. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scopeRows, withSpecs } from './rules/scope.ts'
import { root, source, sourcesIn, textOf } from './support/files.ts'

const page = 'docs/scope.md'
const update = 'UPDATE_SCOPE=1 npx vitest run specs/house/scope.test.ts'
const isSpec = ({ path }: { path: string }): boolean => path.endsWith('.test.ts')
const specs = sourcesIn('specs', 'examples').filter(
  spec => isSpec(spec) && !spec.path.startsWith('specs/house'),
)

describe('the scope', () => {
  const rows = scopeRows(textOf(page), specs)

  it('has all its rows, A1 to E10, and those of F', () => {
    const lengths = Object.entries({ A: 11, B: 10, C: 16, D: 11, E: 10 })
    const ids = lengths.flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
    )
    expect(rows.map(({ id }) => id)).toEqual([
      ...ids,
      ...'F2 F5 F6 F7 F8 F9 F10 F12 F14'.split(' '),
    ])
  })

  it('has a spec for each row, whose title names its id', () => {
    expect(rows.filter(row => row.specs.length === 0).map(({ id }) => id)).toEqual([])
  })

  it('is listed in docs/scope.md as it is', () => {
    const actual = withSpecs(textOf(page), rows)
    if (process.env.UPDATE_SCOPE === '1') writeFileSync(join(root, page), actual)
    expect(textOf(page), `${page} is out of date: ${update}`).toBe(actual)
  })
})

describe('a row of the scope', () => {
  const spec = source('specs/a.test.ts', "describe('A1 and C14: parts', () => it('is B2', f))\n")

  it('is found by the titles of specs', () => {
    const text = '| A1 | parts | |\n| B2 | distance | |\n| C1 | crash | |\n'
    const rows = scopeRows(text, [spec])
    expect(rows.map(row => row.specs.length)).toEqual([1, 1, 0])
    expect(withSpecs(text, rows)).toBe(
      '| A1 | parts | [specs/a](../specs/a.test.ts) |\n' +
        '| B2 | distance | [specs/a](../specs/a.test.ts) |\n| C1 | crash |  |\n',
    )
  })

  it('is not found by a comment', () => {
    const comment = source('specs/b.test.ts', "/** A1 */ describe('parts', () => {})\n")
    expect(scopeRows('| A1 | parts | |', [comment])[0].specs).toEqual([])
  })
})
