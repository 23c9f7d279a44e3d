/** F10: the report as one page: what it is made of. How it looks and acts is in specs/gate/page. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { html } from '../../../src/gate/formats/html.ts'
import { hostile, mixed, reportOf, test } from '../support/reports.ts'

const within = (page: string, [begin, end]: readonly [string, string]): string => {
  const from = page.indexOf(begin) + begin.length
  return page.slice(from, page.indexOf(end, from))
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const data = ['<script type="application/json" id="report">', '</script>'] as const

describe('F10 a report as a page', () => {
  const page = html(mixed)

  it('holds the report, which reads back as what it is', () => {
    expect(JSON.parse(within(page, data))).toEqual(JSON.parse(JSON.stringify(mixed)))
  })

  it('allows its own script and its own style, and nothing else', () => {
    const policy = within(page, ['Content-Security-Policy" content="', '"'])
    const script = within(page, ['<script>', '</script>'])
    const style = within(page, ['<style>', '</style>'])
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ])
  })

  it('has no name in it that would end its data, or be read as markup', () => {
    const named = within(html(reportOf(test(hostile))), data)
    expect(named).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(named).tests[0].path[1]).toBe(hostile)
  })

  it('is the same page for the same report', () => {
    expect(html(mixed)).toBe(page)
  })
})
