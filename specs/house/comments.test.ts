/** Every file says what it is for, and every public name what it does. */
import { describe, expect, it } from 'vitest'
import { silentFiles, silentNames } from './rules/comments.ts'
import { namesIn } from './support/door-fixture.ts'
import { publicNames } from './support/doors.ts'
import { source, sourcesIn } from './support/files.ts'

describe('comments', () => {
  it('open every file', () => {
    const tree = sourcesIn('src', 'matchers', 'examples', 'bench', 'scripts', 'specs')
    expect(silentFiles(tree)).toEqual([])
  })

  it('stand above every public name', () => {
    expect(silentNames(publicNames())).toEqual([])
  })
})

describe('a file', () => {
  const breaches = (text: string) => silentFiles([source('src/a.ts', text)])

  it('that opens with code is told to open with a comment', () => {
    expect(breaches("import './b.ts'\n/** What this file is for. */")).toEqual([
      'src/a.ts:1  does not say what it is for. ' +
        'Open it with a comment of one or two sentences: `/** … */`.',
    ])
  })

  it.each([
    '',
    '/** */',
    '/** Agenda. */',
    '// @ts-expect-error because of what follows here',
    '// biome-ignore format: a table of four words',
  ])('does not pass by saying nothing: %j', text => {
    expect(breaches(text)).toHaveLength(1)
  })

  it.each([
    '/** What is to happen, in order. */',
    '/* What is to happen, in order. */',
    '#!/usr/bin/env node\n// What is to happen,\n// in order.\n',
  ])('passes with a sentence: %j', text => {
    expect(breaches(text)).toEqual([])
  })
})

describe('a public name', () => {
  it('without a docstring is found where it is declared, not where it is passed on', () => {
    const names = namesIn({
      'index.ts': "export * from './words.ts'\nexport type { Kind } from './words.ts'\n",
      'words.ts': [
        '/** Waits for a while. */',
        'export function wait() {}',
        'export const bare = 1',
        'export type Kind = string',
      ].join('\n'),
    })
    const fix = 'Write above it what it does, in a line that a user would understand.'
    expect(silentNames(names).map(text => text.replace(/^.*\//, ''))).toEqual([
      `words.ts:4  "Kind" leaves by fixture without a docstring. ${fix}`,
      `words.ts:3  "bare" leaves by fixture without a docstring. ${fix}`,
    ])
  })
})
