/** F10: JUnit XML as Jenkins checks it and GitLab reads it. */
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { junit } from '../../../src/gate/formats/junit.ts'
import { hostile, mixed, reportOf, test } from '../support/reports.ts'
import { junitSchema } from '../support/junit-schema.ts'

const mistakesIn = async (xml: string): Promise<readonly string[]> => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [junitSchema],
  })
  return errors.map(({ message }) => message)
}

const failed = (error: string) => ({ state: 'failed', errors: [error] }) as const

describe('F10 a report as JUnit XML', () => {
  it('is what the schema of Jenkins allows, whatever names are in it', async () => {
    expect(await mistakesIn(junit(mixed))).toEqual([])
    expect(await mistakesIn(junit(reportOf()))).toEqual([])
  })

  it('would be refused if it were not', async () => {
    expect(await mistakesIn('<testsuites><testcase/></testsuites>')).not.toEqual([])
  })

  it('counts tests, failures, errors and what was skipped', () => {
    expect(junit(mixed)).toContain(
      '<testsuites name="gameday" tests="5" failures="2" errors="1">' +
        '<testsuite name="specs/a.test.ts" tests="5" failures="2" errors="1" skipped="1" ' +
        'file="specs/a.test.ts">',
    )
  })

  it('says of a failure what the goal said, where, and how it is played again', () => {
    const xml = junit(mixed)
    expect(xml).toContain(
      '<testcase name="the shop &gt; breaks" classname="specs/a.test.ts">' +
        '<failure message="goal.availability(…): 74%" type="gameday">' +
        'goal.availability(…): 74%\n\n' +
        '  Why\n    the database was down\n\nat specs/a.test.ts:12</failure>' +
        '<system-out>broken: goal.availability(…), margin −25%\n' +
        'npx vitest run specs/a.test.ts -t &quot;stays&quot;</system-out></testcase>',
    )
  })

  it('keeps line breaks, in names as entities, which parsers leave as they are', async () => {
    const xml = junit(reportOf(test('first\n\tsecond\r\nthird', failed('one\r\n\ttwo'))))
    expect(xml).toContain('<testcase name="the shop &gt; first&#10;&#9;second&#13;&#10;third"')
    expect(xml).toContain('>one&#13;\n\ttwo\n\nat specs/a.test.ts:9</failure>')
    expect(await mistakesIn(xml)).toEqual([])
  })

  it('has no character that XML has not, and keeps those that it has', () => {
    const xml = junit(reportOf(test(hostile)))
    expect(xml).toContain('🎉')
    expect(xml).toContain(']]&gt;')
    // oxlint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/)
    expect(xml).not.toContain('<script>')
  })
})
