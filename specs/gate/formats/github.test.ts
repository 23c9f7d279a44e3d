/** F10: what GitHub is told: the summary of a job, and annotations. */
import { describe, expect, it } from 'vitest'
import { annotations, summary } from '../../../src/gate/formats/github.ts'
import { brokenGoal, hostile, mixed, reportOf, runWith, test } from '../support/reports.ts'

describe('F10 the summary of a job', () => {
  it('counts, and has a row for each goal with its margin, what failed first', () => {
    const [title, , head, line, ...rows] = summary(mixed).split('\n')
    expect(title).toBe('## ❌ gameday: 3 failed, 1 passed, 1 skipped')
    expect([head, line]).toEqual([
      '|  | Test | Goal | Margin | Availability |',
      '| --- | --- | --- | --- | --- |',
    ])
    expect(rows[0]).toBe(
      '| ❌ | the shop &#62; breaks | ' +
        '<code>goal.availability&#40;…&#41;</code> | −25% | 74% |',
    )
    expect(rows.slice(0, 4).map(row => row[2])).toEqual(['❌', '❌', '❌', '✅'])
  })

  it('draws the cause from the fault to the clients', () => {
    expect(summary(mixed)).toContain(
      [
        '```mermaid',
        'flowchart LR',
        '  n0{{"goal.availability#40;…#41;"}}',
        '  n1["db"]',
        '  n2(["web-#62;db"])',
        '  n3(("users"))',
        '  n0 --> n1',
        '  n1 -->|"retries"| n2',
        '  n2 --> n3',
        '```',
      ].join('\n'),
    )
  })

  it('says how a run is played again', () => {
    expect(summary(mixed)).toContain('npx vitest run specs/a.test.ts -t "stays"')
  })

  it('makes no markup, table or line of what names hold', () => {
    const text = summary(
      reportOf(test(hostile, { state: 'failed', plays: [runWith(brokenGoal(hostile))] })),
    )
    const shown = text.replace(/```[^]*?\n```/g, '')
    expect(shown).not.toMatch(/<script>|\]\(u\)|\n::error/)
    expect(
      shown
        .split('\n')
        .filter(line => line.startsWith('|'))
        .map(cells),
    ).toEqual([6, 6, 6])
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u202E')
  })

  it('is all green where nothing failed', () => {
    expect(summary(reportOf(test('holds')))).toBe('## ✅ gameday: 1 passed\n\n')
  })

  it('says how many it has no room for', () => {
    const tests = Array.from({ length: 300 }, (_, i) =>
      test(`${i}`, { state: 'failed', errors: ['x'.repeat(9_000)] }),
    )
    const text = summary(reportOf(...tests))
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
    expect(text).toMatch(/more failed than there is room for: see the report\.\n$/)
  })
})

describe('F10 the summary of a suite with more goals than GitHub takes', () => {
  const many = 6_000
  const goals = Array.from({ length: many }, (_, i) => brokenGoal(`goal ${i}, ${'x'.repeat(200)}`))
  const text = summary(
    reportOf(
      test('breaks', { state: 'failed', errors: ['x'.repeat(1_000)], plays: [runWith(...goals)] }),
      test('breaks too', { state: 'failed', errors: ['why'] }),
    ),
  )

  it('has room for some, and counts the others', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
    const rows = text.split('\n').filter(line => line.startsWith('| ❌')).length
    expect(rows).toBeGreaterThan(1_000)
    expect(text).toContain(`\n${many + 1 - rows} more rows than there is room for: see the`)
  })

  it('counts as failed what failed, and no table', () => {
    expect(text).toMatch(/^## ❌ gameday: 2 failed, 0 passed\n/)
    expect(text).toContain('\n### the shop &#62; breaks too\n')
    expect(text).toMatch(/\n1 more failed than there is room for: see the report\.\n$/)
  })
})

const cells = (row: string): number => row.split('|').length - 1

describe('F10 annotations', () => {
  it('stand at the line where the goal is asked', () => {
    const [first] = annotations(mixed).split('\n')
    expect(first).toBe(
      '::error file=specs/a.test.ts,line=12,col=3,title=the shop > breaks::' +
        'goal.availability(…): 74%25%0A%0A  Why%0A    the database was down',
    )
  })

  it('stand at the test where nothing nearer is known', () => {
    const lost = test('breaks', { state: 'failed', errors: ['expected 1 to be 2'] })
    expect(annotations(reportOf(lost))).toBe(
      '::error file=specs/a.test.ts,line=9,title=the shop > breaks::expected 1 to be 2\n',
    )
  })

  it('are a line each, whatever names hold, and never another command', () => {
    const failed = test(hostile, { state: 'failed', errors: [hostile] })
    const lines = annotations(reportOf(failed)).split('\n')
    expect(lines).toHaveLength(2)
    const [, properties, text] = /^::error (.*?)::(.*)$/.exec(lines[0]) as RegExpExecArray
    expect(properties.split(',')).toHaveLength(3)
    expect(properties).toContain('%3A%3Aerror%3A%3Ax')
    expect(text).toContain('%250A,:')
  })
})
