/** F10: the page of Online Boutique, looked at by a browser. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conduct, experiments } from '../../../examples/online-boutique/experiments.ts'
import { reportOf } from '../../../examples/online-boutique/page.ts'
import { html } from '../../../src/gate/formats/html.ts'
import { json } from '../../../src/gate/formats/json.ts'
import { formatMs, formatShare } from '../../../src/kernel/units.ts'
import type { Report } from '../../../src/gate/report.ts'
import { violationsIn } from './support/axe.ts'
import { hasBrowser, launched, type Look, opened, type Opened } from './support/browser.ts'

const broken = experiments.find(({ name }) => name === 'recommendations 10 s slower')!
const MINUTE = 60_000

describe.runIf(hasBrowser)('F10 the page of Online Boutique', () => {
  const findings = [experiments[0], broken].map(conduct)
  const [, { run }] = findings
  let report: Report
  let browser: Browser
  const open: Opened[] = []
  const look = async (how: Look = {}): Promise<Opened> => {
    const one = await opened(browser, report, how)
    open.push(one)
    return one
  }
  beforeAll(async () => {
    report = reportOf(findings)
    browser = await launched()
  })
  afterAll(async () => {
    for (const { close } of open) await close()
    await browser.close()
  })

  const at = 'play-1-2'
  const shown = (page: Page, name: string): Promise<string> =>
    page.locator('.tiles div', { hasText: name }).first().locator('dd').innerText()

  /** What stands in the bar at the bottom. */
  const ofMoment = (page: Page, name: string): Promise<string> =>
    page.locator('.moment dl div', { hasText: name }).first().locator('dd').innerText()

  it.each([
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
    { width: 420, scheme: 'light' },
    { width: 420, scheme: 'dark' },
  ] as const)('can be read by everybody, at $width pixels and $scheme', async how => {
    for (const where of ['', at]) {
      const { page, complaints } = await look({ ...how, at: where })
      expect(await violationsIn(page)).toEqual([])
      expect(complaints).toEqual([])
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(wide).toBeLessThanOrEqual(0)
    }
  })

  it('tells on its first view what broke, and leads there', async () => {
    const { page } = await look()
    expect(await page.locator('h1').innerText()).toBe('1 of 2 broke a goal')
    await page.locator('.card.broken h2 a').click()
    expect(await page.locator('h1').innerText()).toContain('recommendations 10 s slower')
    expect(await page.locator('nav [aria-current]').innerText()).toContain('recommendations')
  })

  it('shows the numbers of the recording', async () => {
    const { page } = await look({ at })
    const { issued, availability = 0, latency } = run.requests()
    expect(await shown(page, 'availability')).toBe(formatShare(availability))
    expect(await shown(page, 'requests')).toBe(issued.toLocaleString('en'))
    expect(await shown(page, 'p99')).toBe(formatMs(latency.p99 ?? 0))
  })

  it('says why, and what would have held', async () => {
    const { page } = await look({ at })
    expect(await page.locator('p.cause').innerText()).toBe(
      'no time-out at frontend->recommendation.list',
    )
    expect(await page.locator('.graph.cause .node').count()).toBeGreaterThan(3)
    expect(await page.locator('.diff .plus').first().innerText()).toContain('timeout:')
  })

  it('shows any moment of the run, by the keys alone', async () => {
    const { page } = await look({ at })
    await page.locator('.moment input').focus()
    await page.keyboard.press('Home')
    expect(await page.locator('.moment .when').innerText()).toBe('0s')
    for (let i = 0; i < 100; i++) await page.keyboard.press('ArrowRight')
    const [fromMs, toMs] = report.tests[0].plays.flatMap(play =>
      play.kind === 'run' && play.picture?.calm ? [play.picture.edgesMs.slice(100, 102)] : [],
    )[0]
    const then = { between: [fromMs, toMs] } as const
    expect(await ofMoment(page, 'availability')).toBe(formatShare(run.availability(then) ?? 0))
    expect(await ofMoment(page, 'requests')).toBe(run.requests(then).issued.toLocaleString('en'))
    expect(await ofMoment(page, 'faults')).toBe('slow recommendation')
    const inside = run.at('recommendation', then).inFlight.mean
    const node = page.locator('.graph:not(.cause) .node', { hasText: 'recommendation' }).first()
    expect(await node.locator('.note').textContent()).toContain(`${Math.round(inside)} inside`)
  })

  it('looks closer where one drags over a chart, in all pictures at once', async () => {
    const { page } = await look({ at })
    const lane = page.locator('.lane.heat svg').first()
    expect(await lane.getAttribute('viewBox')).toBe(`0 0 ${10 * MINUTE} 1`)
    const chart = page.locator('.u-over').first()
    await chart.scrollIntoViewIfNeeded()
    const { x, y, width } = (await chart.boundingBox())!
    await page.mouse.move(x + width * 0.2, y + 40)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.5, y + 60, { steps: 4 })
    await page.mouse.up()
    const [from, , length] = ((await lane.getAttribute('viewBox')) ?? '').split(' ').map(Number)
    expect(Math.abs(from - 2 * MINUTE)).toBeLessThan(0.1 * MINUTE)
    expect(Math.abs(length - 3 * MINUTE)).toBeLessThan(0.1 * MINUTE)
    await page.getByRole('button', { name: 'Whole run' }).click()
    expect(await lane.getAttribute('viewBox')).toBe(`0 0 ${10 * MINUTE} 1`)
  })

  it('draws a remedy beside what happened', async () => {
    const { page } = await look({ at })
    expect(await page.locator('.key.other').count()).toBe(0)
    await page.locator('.choice input').nth(1).check()
    expect(await page.locator('.key.other').count()).toBeGreaterThan(0)
    expect(await page.locator('.keys').first().innerText()).toMatch(/served with time-out .* 100%/)
  })

  it('shows where the time of a request went', async () => {
    const { page } = await look({ at })
    await page.locator('.journeys input').last().check()
    const [caption] = await page.locator('.waterfall caption').allInnerTexts()
    expect(caption).toMatch(/^users->frontend\.\w+: ok after [\d.]+m?s$/)
    expect(await page.locator('.waterfall tbody tr').count()).toBeGreaterThan(5)
  })

  it('takes other colours when asked', async () => {
    const { page } = await look({ at })
    const ground = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.getByRole('button', { name: 'Dark colours' }).click()
    expect(await ground()).toBe('rgb(18, 22, 28)')
  })

  it('is small, and soon there', async () => {
    const one = {
      ...report,
      tests: report.tests.map(test => ({ ...test, plays: test.plays.slice(1) })),
    }
    expect(Buffer.byteLength(html(one))).toBeLessThan(1_000_000)
    const runs = report.tests.map(test => ({ ...test, plays: Array(50).fill(test.plays[1]) }))
    const fifty = { ...report, tests: runs }
    expect(Buffer.byteLength(html(fifty))).toBeLessThan(10_000_000)
    expect(JSON.parse(json(fifty))).toEqual(fifty)
    const { page } = await look({ at })
    const script = `performance.getEntriesByType('navigation')[0].domInteractive`
    expect(await page.evaluate(script)).toBeLessThan(5_000)
  })
})
