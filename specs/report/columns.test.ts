/** Words in columns, and sentences in lines. */
import { describe, expect, it } from 'vitest'
import { folded } from '../../src/report/columns.ts'

describe('a sentence that is longer than a line', () => {
  it('goes on in the next, indented', () => {
    expect(folded('one two three four', 9)).toEqual(['one two', '  three', '  four'])
  })

  it('is left alone where it fits, to the column', () => {
    expect(folded('one two', 7)).toEqual(['one two'])
    expect(folded('', 7)).toEqual([''])
  })

  it('keeps a word whole that is longer than a line', () => {
    expect(folded('a wordthatislong b', 5)).toEqual(['a', '  wordthatislong', '  b'])
  })
})
