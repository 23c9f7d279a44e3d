/** A headless Chromium that opens pages from files, and keeps what they complain of or ask for. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { html } from '../../../../src/gate/formats/html.ts'
import type { Report } from '../../../../src/gate/report.ts'

const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const isInstalled = spawnSync(PATH, ['--version']).status === 0

/** Without one, specs are not tried; where CI is set they fail then. */
export const hasBrowser = isInstalled || process.env['CI'] === 'true'

if (!hasBrowser) {
  const remedy = 'apt-get install chromium, and it is'
  process.stderr.write(`No chromium here, so the page of a report is not looked at: ${remedy}\n`)
}

const quiet = [
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking',
  '--disable-component-update --disable-sync',
].flatMap(words => words.split(' '))

/** A browser of its own. */
export const launched = (): Promise<Browser> =>
  chromium.launch({ executablePath: PATH, args: quiet })

/** How a page is looked at. */
export type Look = {
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** What stands behind the `#`. */
  readonly at?: string
}

/** A page, and what it complained of or asked for beside itself. */
export type Opened = {
  readonly page: Page
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** Opens a report as a page. */
export async function opened(browser: Browser, report: Report, look: Look = {}): Promise<Opened> {
  const { width = 1280, scheme = 'light', at = '' } = look
  const folder = mkdtempSync(join(tmpdir(), 'gameday-page-'))
  const file = join(folder, 'report.html')
  writeFileSync(file, html(report))
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  const url = pathToFileURL(file).href
  page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', error => complaints.push(`error: ${error.stack ?? error.message}`))
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    const asked = request.url()
    if (!asked.startsWith(url) && asked !== 'data:,') complaints.push(`request: ${asked}`)
  })
  await page.goto(`${url}${at === '' ? '' : `#${at}`}`)
  const close = async (): Promise<void> => {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { page, complaints, close }
}
