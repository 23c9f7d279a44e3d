/** F10: baselines in a suite of Vitest: written, compared in CI, renewed. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { suite, type SuiteFolder } from './support/suite.ts'

const shop = (concurrency: number): string => `
import { clients, goal, store, system } from 'gameday'
import { ensemble } from 'gameday/explore'
export const played = () =>
  ensemble(
    system('kiosk', {
      people: clients({ rate: '50/s', call: 'till', timeout: '100ms' }),
      till: store({ time: '15ms', concurrency: ${concurrency}, queue: 20 }),
    }),
    { for: '5s', seeds: 20, goals: goal.availability('50%') },
  )
`

const files = {
  'shop.ts': shop(4),
  'shop.test.ts': `
import { expect } from 'gameday/vitest'
import { it } from 'vitest'
import { played } from './shop.ts'
it('is no worse', { retry: 1 }, async () => {
  expect(await played()).toMatchBaseline()
})
`,
}

let folder: SuiteFolder
const kept = '__gameday__/shop.test.ts.baseline'
beforeAll(() => {
  folder = suite(files)
})
afterAll(() => folder.remove())

it('F10 a baseline is missing in CI, written elsewhere, and renewed by -u', async () => {
  const missing = await folder.runIn({ CI: 'true' })
  expect(missing.code).toBe(1)
  expect(missing.printed).toContain('is no worse: 1 goal without a baseline')
  expect(folder.has(kept)).toBe(false)

  expect(await folder.runIn({ CI: '' })).toMatchObject({ code: 0 })
  const before = folder.read(kept)

  folder.write('shop.ts', shop(1))
  const worse = await folder.runIn({ CI: 'true' }, '-u')
  expect(worse.code).toBe(1)
  expect(worse.printed).toContain('is no worse: 1 goal worse than the baseline')
  expect(worse.printed).toContain('npx vitest run shop.test.ts -t "is no worse" -u')
  expect(folder.read(kept)).toBe(before)

  expect(await folder.runIn({ CI: '' }, '-u')).toMatchObject({ code: 0 })
  expect(folder.read(kept)).not.toBe(before)
})
