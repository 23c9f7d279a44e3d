/** F10: a reporter writes a page where one is asked for, and draws nothing where none is. */
import { describe, expect, it } from 'vitest'
import type { RunEntry } from '../../src/gate/report.ts'
import { named, shopFiles, suite } from './support/suite.ts'

const files = {
  ...shopFiles,
  'availability.test.ts': `
import { expect } from 'gameday/vitest'
import { it } from 'vitest'
import { play } from './shop.ts'
it('stays available', () => expect(play('7')).toStayAvailable('99.9%'))
`,
}

async function reported(options: string) {
  const folder = suite(files, { options })
  const { printed } = await folder.run()
  const [run] = named(folder.report(), 'stays available').plays as RunEntry[]
  const page = folder.has('page.html') ? folder.read('page.html') : undefined
  folder.remove()
  return { printed, picture: run.picture, page }
}

describe('F10 the page of a reporter', () => {
  it('is written where it is asked for, with all that is drawn', async () => {
    const { printed, picture, page } = await reported("{ html: 'page.html' }")
    expect(printed).toContain('report written to page.html')
    expect(page).toMatch(/^<!doctype html>/)
    expect(picture?.components.map(({ name }) => name)).toEqual(['db', 'web'])
    expect(picture?.journeys.length).toBeGreaterThan(0)
    expect(picture?.remedies.length).toBeGreaterThan(0)
  })

  it('costs nothing where it is not', async () => {
    const { picture, page } = await reported('{}')
    expect([picture, page]).toEqual([null, undefined])
  })
})
