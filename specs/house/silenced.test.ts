/** No spec is skipped, singled out or left for later. */
import { describe, expect, it } from 'vitest'
import { silenced } from './rules/silenced.ts'
import { source, sourcesIn } from './support/files.ts'

describe('specs', () => {
  it('all run', () => {
    expect(silenced(sourcesIn('specs', 'examples'))).toEqual([])
  })
})

describe('a spec', () => {
  const breaches = (text: string) => silenced([source('specs/a.test.ts', text)])

  it('that is skipped is told to run', () => {
    expect(breaches("\nit.skip('holds', () => {})")).toEqual([
      'specs/a.test.ts:2  has it.skip. ' +
        'Run it, repair it or delete it: the suite must mean what its green says.',
    ])
  })

  it.each([
    "it.only('a', f)",
    "test.todo('a')",
    "describe.skip('a', f)",
    "describe.only.each([1])('a', f)",
    "test.concurrent.skip('a', f)",
    "it('a', { skip: true }, f)",
    "describe('a', { only: true, timeout: 9 }, f)",
    "xit('a', f)",
    "fdescribe('a', f)",
    "it('a', context => context.skip())",
  ])('is found: %s', text => {
    expect(breaches(text)).toHaveLength(1)
  })

  it.each(["it('a .skip', f)", 'list.skip(1)', 'x({ only: 1 })', '// it.only', 'options.only'])(
    'is left alone: %s',
    text => {
      expect(breaches(text)).toEqual([])
    },
  )
})
