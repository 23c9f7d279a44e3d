/** Values as source code. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printedAs } from '../../../src/explore/arbitrary/literal.ts'
import { literal } from '../../../src/faults/sentence.ts'
import { evaluated } from './support/evaluated.ts'

describe('a literal', () => {
  it('is written as a person would', () => {
    const value = { timeout: '50ms', retry: { attempts: 3, 'on codes': [503, "it's"] }, none: {} }
    expect(literal(value)).toBe(
      "{ timeout: '50ms', retry: { attempts: 3, 'on codes': [503, 'it\\'s'] }, none: {} }",
    )
  })

  it('is the value again when it is run, whatever the value is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(evaluated(literal(value))).toEqual(value)
      }),
      { seed: 1, numRuns: 500 },
    )
    expect(evaluated(literal(JSON.parse('{"__proto__":1}')))).toEqual(JSON.parse('{"__proto__":1}'))
  })

  it('is what fast-check prints, and no part of a copy', () => {
    const value = printedAs({ rate: '200/s' }, 'as I say')
    expect(fc.stringify(value)).toBe('as I say')
    expect(fc.stringify({ ...value })).toBe('{"rate":"200/s"}')
    expect(Reflect.ownKeys({ ...value })).toEqual(['rate'])
  })
})
