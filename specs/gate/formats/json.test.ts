/** F10: the report as JSON. */
import { describe, expect, it } from 'vitest'
import { json } from '../../../src/gate/formats/json.ts'
import { mixed, reportOf, runWith, test } from '../support/reports.ts'

describe('F10 a report as JSON', () => {
  it('reads back as what it is, whatever names are in it', () => {
    expect(JSON.parse(json(mixed))).toEqual(mixed)
    expect(JSON.parse(json(reportOf()))).toEqual(reportOf())
  })

  it('has a row of numbers in one line, and all else in lines of its own', () => {
    const run = { ...runWith(), picture: { edgesMs: [0, 5.5, 10], calm: [null, 1] } }
    const lines = json(reportOf(test('a', { plays: [run as never] }))).split('\n')
    expect(lines).toContain('            "edgesMs": [0, 5.5, 10],')
    expect(lines).toContain('            "calm": [null, 1]')
    expect(lines.slice(0, 4)).toEqual(['{', '  "version": 1,', '  "tests": [', '    {'])
  })

  it('has what JSON would have of what cannot be said', () => {
    const odd = { a: undefined, b: [Infinity, 'x'], c: {}, d: [] }
    expect(json(odd as never)).toBe(
      '{\n  "b": [\n    null,\n    "x"\n  ],\n  "c": {},\n  "d": []\n}\n',
    )
  })
})
