/** F10: names that a browser would obey are text on the page. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crash, simulate } from 'gameday'
import { runEntry } from '../../../src/gate/entries/run-entry.ts'
import { brokenGoal, hostile, mixed, reportOf, test } from '../support/reports.ts'
import { guardedShop } from '../support/guarded-shop.ts'
import { violationsIn } from './support/axe.ts'
import { hasBrowser, launched, opened } from './support/browser.ts'

const run = simulate(guardedShop, { for: '5s', faults: [crash('db').at('2s').for('1s')] })

/** The same run with names that are none in any declaration. */
function renamed() {
  const entry = runEntry(run, {
    name: hostile,
    goals: [brokenGoal(hostile)],
    test: {},
    isDrawn: true,
  })
  const text = JSON.stringify(entry, (key, value: unknown) => {
    const isName = ['name', 'from', 'to', 'fault', 'target', 'call'].includes(key)
    return isName && typeof value === 'string' ? `${value} ${hostile}` : value
  })
  return { ...(JSON.parse(text) as typeof entry), warnings: [hostile], declaration: hostile }
}

describe.runIf(hasBrowser)('F10 a page with hostile names', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launched()
  })
  afterAll(() => browser.close())

  it('obeys none of them, and shows them as text', async () => {
    const report = reportOf(...mixed.tests, test(hostile, { plays: [renamed()] }))
    for (const at of ['', 'play-6-1']) {
      const { page, complaints, close } = await opened(browser, report, { at })
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('body script').count()).toBe(2)
      expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script> ]]> "q"')
      const text = await page.locator('body').innerText()
      for (const unit of ['\u202E', '\u001B', '\0']) expect(text).not.toContain(unit)
      expect(await violationsIn(page)).toEqual([])
      expect(complaints).toEqual([])
      await close()
    }
  })
})
