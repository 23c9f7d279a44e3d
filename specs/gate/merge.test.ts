/** F10: reports of shards as one. */
import { describe, expect, it } from 'vitest'
import { merged } from '../../src/gate/merge.ts'
import { reportOf, test } from './support/reports.ts'

describe('F10 merged reports', () => {
  const [first, second] = [test('a', { line: 3 }), test('b', { line: 9 })]
  const other = test('c', { file: 'specs/0.test.ts', line: 40 })

  it('are in order of file, line and name, whichever came first', () => {
    const wanted = reportOf(other, first, second)
    expect(merged([reportOf(second), reportOf(first), reportOf(other)])).toEqual(wanted)
    expect(merged([reportOf(other, first), reportOf(second)])).toEqual(wanted)
  })

  it('have the last try of a test that stands in several, unless that skipped it', () => {
    const failed = test('a', { line: 3, state: 'failed' })
    const skipped = test('a', { line: 3, state: 'skipped' })
    expect(merged([reportOf(failed), reportOf(first)]).tests).toEqual([first])
    expect(merged([reportOf(failed), reportOf(skipped)]).tests).toEqual([failed])
  })

  it('keep tests of one name apart', () => {
    const tests = [test('a', { nth: 0 }), test('a', { nth: 1 }), test('a', { project: 'other' })]
    expect(merged([reportOf(...tests)]).tests).toHaveLength(3)
  })
})
