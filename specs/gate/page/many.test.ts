/** F10: searches, surveys, mutation scores and ensembles on the page of a report. */
import { call, clients, crash, goal, service, slow, store, system } from 'gameday'
import { ensemble, experiment, explore, mutationScore, survey } from 'gameday/explore'
import { expect as soundly } from 'gameday/expect'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Collector } from '../../../src/gate/collect.ts'
import { playsOf } from '../../../src/gate/entries/entries.ts'
import { Notes } from '../../../src/gate/notes.ts'
import type { EnsembleEntry, Report, SearchEntry, SurveyEntry } from '../../../src/gate/report.ts'
import { fileTo } from '../../../src/record/filing.ts'
import { reportOf, test } from '../support/reports.ts'
import { violationsIn } from './support/axe.ts'
import { hasBrowser, launched, opened } from './support/browser.ts'

const shop = system('shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: call('db', { timeout: '200ms' }) }),
  db: store({ concurrency: 10, time: '5ms' }),
})
const available = goal.availability('95%')
const outage = { for: '10s', faults: [crash('db').at('2s').for('2s')] } as const
const delay = [slow('db', { by: '100ms' }).at('2s').for('2s')]

async function played(): Promise<Report> {
  const notes = new Notes()
  fileTo(new Collector(() => notes))
  const options = { for: '10s', runs: 20, seed: '1', store: false, kinds: ['slow'] } as const
  await explore(shop, { ...options, targets: ['db'], holds: available }).catch(() => undefined)
  await survey(shop, { for: '10s', goals: available })
  await mutationScore([experiment(shop, { ...outage, holds: goal.availability('50%') })])
  const many = await ensemble(shop, { for: '10s', seeds: 5, faults: delay, goals: [available] })
  soundly(many).toStayAvailable('90%')
  fileTo(undefined)
  return reportOf(test('plays', playsOf(notes, { test: {}, root: '/', isDrawn: true })))
}

describe.runIf(hasBrowser)('F10 what many runs came to, on the page', () => {
  let report: Report
  let browser: Browser
  beforeAll(async () => {
    report = await played()
    browser = await launched()
  })
  afterAll(() => browser.close())

  it.each([1280, 420])('can be read by everybody, at %s pixels', async width => {
    for (const at of ['', 'play-1-1', 'play-1-2', 'play-1-3', 'play-1-4']) {
      const { page, complaints, close } = await opened(browser, report, { width, at })
      expect(await violationsIn(page)).toEqual([])
      expect(complaints).toEqual([])
      await close()
    }
  })

  it('has a sign for each fault of a survey at each target', async () => {
    const { page, close } = await opened(browser, report, { at: 'play-1-2' })
    const { survey: found } = report.tests[0].plays[1] as SurveyEntry
    const { cells } = found as { readonly cells: readonly { readonly verdict: string }[] }
    const broken = cells.filter(({ verdict }) => verdict === 'broken')
    expect(await page.locator('.sign').count()).toBe(cells.length)
    expect(await page.locator('.sign.broken').count()).toBe(broken.length)
    expect(broken.length).toBeGreaterThan(0)
    await close()
  })

  it('shows what was asked of an ensemble', async () => {
    const { page, close } = await opened(browser, report, { at: 'play-1-4' })
    const { goals } = report.tests[0].plays[3] as EnsembleEntry
    expect(goals).toHaveLength(1)
    expect(await page.locator('table', { hasText: "goal.availability('90%')" }).count()).toBe(1)
    await close()
  })

  it('shows the least that a search found, and its run', async () => {
    const { page, close } = await opened(browser, report, { at: 'play-1-1' })
    expect(await page.locator('section ol code').first().innerText()).toMatch(/^slow\('db'/)
    expect(await page.locator('.chart').count()).toBe(3)
    expect(await page.locator('p.cause').first().innerText()).toBe('slow work at db')
    await close()
  })

  it('draws beside the run that a search found what would have held', async () => {
    const { page, close } = await opened(browser, report, { at: 'play-1-1' })
    const { counterexample } = report.tests[0].plays[0] as SearchEntry
    const [{ what }] = counterexample!.picture!.remedies
    await page.locator('.choice', { hasText: what }).locator('input').first().check()
    expect(await page.locator('figcaption .keys').first().innerText()).toContain(what)
    await close()
  })
})
