/** Files, functions and lines stay small enough to be read at once. */
import { describe, expect, it } from 'vitest'
import { longFiles, longFunctions, wideLines, wideText } from './rules/sizes.ts'
import { pathsIn, source, sourcesIn, textOf } from './support/files.ts'

const tree = sourcesIn('src', 'matchers', 'specs', 'examples', 'bench', 'scripts')
/** What is written by hand and read by people; what commands print is as wide as it is. */
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...pathsIn('docs').filter(path => path.endsWith('.md') && path !== 'docs/scope.md'),
  ...pathsIn('examples').filter(path => path.endsWith('README.md')),
]
const lines = (count: number, line: string) => `${line}\n`.repeat(count)

describe('sizes', () => {
  it('hold: no file is longer than 250 lines', () => {
    expect(longFiles(tree)).toEqual([])
  })

  it('hold: no function is longer than 40 lines', () => {
    expect(longFunctions(tree)).toEqual([])
  })

  it('hold: no line is wider than 100 columns', () => {
    expect(wideLines(tree)).toEqual([])
  })

  it('hold: no text of a page is wider than 100 columns', () => {
    expect(pages.flatMap(path => wideText(path, textOf(path)))).toEqual([])
  })
})

describe('a file', () => {
  it('may have 250 lines, and not 251', () => {
    expect(longFiles([source('a.ts', lines(250, 'x'))])).toEqual([])
    expect(longFiles([source('a.ts', lines(251, 'x'))])).toEqual([
      'a.ts  251 lines. A file has at most 250: find the second thing it is about, and split.',
    ])
  })
})

describe('a line', () => {
  it('may have 100 columns, and not 101, whatever its characters weigh', () => {
    expect(wideLines([source('a.ts', `// ${'▁'.repeat(97)}`)])).toEqual([])
    expect(wideLines([source('a.ts', `\n// ${'▁'.repeat(98)}\n`)])).toEqual([
      'a.ts:2  101 columns. A line has at most 100: break it, or name a part of it.',
    ])
  })
})

describe('a line of a page', () => {
  const fenced = ['```text', 'x'.repeat(200), '```', ''].join('\n')

  it('may have 100 columns, and a row of a table 110, whatever code is as wide as', () => {
    const [text, row] = ['x'.repeat(100), `|${'x'.repeat(109)}`]
    expect(wideText('a.md', `${fenced}${text}\n${row}\n`)).toEqual([])
    const repair = 'break it, or make a list of the table.'
    expect(wideText('a.md', `${fenced}${text}x\n${row}x\n`)).toEqual([
      `a.md:4  101 columns. A line of a page has at most 100: ${repair}`,
      `a.md:5  111 columns. A line of a page has at most 110: ${repair}`,
    ])
  })
})

describe('a function', () => {
  const body = (count: number) => `{\n${lines(count - 2, '  x()')}}`

  it('may have 40 lines, and not 41, its docstring not counted', () => {
    expect(longFunctions([source('a.ts', `/** Does. */\nfunction f() ${body(40)}`)])).toEqual([])
    expect(longFunctions([source('a.ts', `/** Does. */\nfunction f() ${body(41)}`)])).toEqual([
      'a.ts:2  "f" has 41 lines. A function has at most 40: name its parts and call them.',
    ])
  })

  it.each([
    ['a method', `class A { m() ${body(41)} }`],
    ['a constructor', `class A { constructor() ${body(41)} }`],
    ['a getter', `class A { get g() ${body(41)} }`],
    ['an arrow', `const f = () => ${body(41)}`],
    ['a callback', `each(() => ${body(41)})`],
    ['a test', `it('is long', () => ${body(41)})`],
  ])('is measured when it is %s', (_, text) => {
    expect(longFunctions([source('a.ts', text)])).toHaveLength(1)
  })

  it('that is the callback of a describe may be as long as its file', () => {
    expect(longFunctions([source('a.ts', `describe('a', () => ${body(90)})`)])).toEqual([])
    const each = `describe.each([1])('a %d', () => ${body(90)})`
    expect(longFunctions([source('a.ts', each)])).toEqual([])
  })
})
